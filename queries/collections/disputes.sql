-- What an account disputed by the end of a day, what is not settled first.
-- grain: dispute_id
-- params: account varchar, as_of date
-- columns:
--   dispute_id varchar: the dispute
--   invoice_id varchar: what is disputed, null for all that is owed
--   disputed_on date: since when
--   reason varchar: why
--   is_on_hold boolean: not dunned meanwhile
--   settled_on date: when it was settled, null while it is not
--   settled_why varchar: how it was settled
--   who varchar: who noted it
select dispute_id, invoice_id, disputed_on, reason, is_on_hold, settled_on, settled_why, who
from model.disputes($as_of)
where account_id = $account
order by settled_on is not null, disputed_on desc, dispute_id
