-- What an account promised to pay, and what became of it by the end of a day, the latest first.
-- grain: promise_id
-- kept: accounts
-- params: account varchar, as_of date
-- columns:
--   promise_id varchar: the promise
--   promised_on date: when it was made
--   promised_for date: the last day the money may come
--   amount decimal(18,4): promised
--   currency varchar: of all amounts in the row
--   due_amount decimal(38,4): with what was promised until then by promises that overlap
--   received_amount decimal(38,4): that came in for all of these
--   state varchar: kept, broken, or open
--   words varchar: what was said, '' for nothing
--   who varchar: who noted it
select promise_id, promised_on, promised_for, amount, currency, due_amount, received_amount, state, words, who
from model.promises($as_of)
where account_id = $account
order by promised_for desc, promised_on desc, promise_id
