-- The accounts behind one step from contract to cash, or one reason of what was lost on the way to it, the most first.
-- grain: account_id, currency
-- kept: accounts, billed, drafts, leaks, uncollected
-- processors: all
-- rests on: extracts
-- params: as_of date, step varchar, reason varchar = '', currency varchar = '', reporting varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   account_id varchar: the account, null where the customer belongs to none
--   account_name varchar: the account's name
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   amount decimal(38,4): of the step, or lost on the way to it, negative where more arrived
--   too_little decimal(38,4): of it what is missing
--   too_much decimal(38,4): of it what is there beyond what should be, negative
--   count_rows bigint: how many accounts there are in all
select
    told.account_id,
    account.name as account_name,
    told.currency,
    told.amount,
    told.too_little,
    told.too_much,
    count(*) over () as count_rows
from model.contract_to_cash($as_of, $currency, $reporting) as told
left join recon.listed_account as account using (account_id)
where told.step = $step and told.reason = $reason
order by abs(told.amount) desc, told.account_id, told.currency
limit $row_limit offset $row_offset
