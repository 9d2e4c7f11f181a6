-- How many customers the worklist holds, and what they owe.
-- grain: currency
-- kept: accounts, settlements
-- params: as_of date, currency varchar = '', owner varchar = '', stage varchar = '', bucket varchar = '', action varchar = ''
-- columns:
--   currency varchar: of the amounts
--   found bigint: customers
--   overdue decimal(38,4): past due
--   on_hold decimal(38,4): of it in dispute and not dunned
select currency, count(*) as found, sum(overdue)::decimal(38, 4) as overdue, sum(on_hold)::decimal(38, 4) as on_hold
from model.worklist($as_of)
where $currency in ('', currency)
    and ($owner = '' or owner = lower($owner))
    and $stage in ('', stage)
    and $bucket in ('', bucket)
    and $action in ('', next_action)
group by currency
order by currency
