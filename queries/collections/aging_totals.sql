-- What was owed on a day by how long it was past due, added up by currency or, within it, by sales person.
-- grain: currency, owner
-- kept: open_invoices
-- rests on: extracts
-- params: as_of date, by varchar = 'currency', currency varchar = '', reporting varchar = '', owner varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   owner varchar: the sales person, null for nobody; null too where it is added up by currency alone
--   balance decimal(38,4): all that is open
--   overdue decimal(38,4): of it past due
--   current_amount decimal(38,4): of it not due yet
--   overdue_1_30 decimal(38,4): 1 to 30 days past due
--   overdue_31_60 decimal(38,4): 31 to 60 days
--   overdue_61_90 decimal(38,4): 61 to 90 days
--   overdue_91 decimal(38,4): more than 90 days
--   count_invoices bigint: how many invoices are open
with told as (
    select * replace (if($by = 'owner', owner, null) as owner)
    from model.reported_receivable($as_of, $reporting)
    where $currency in ('', currency) and ($owner = '' or coalesce(owner, 'nobody') = lower($owner))
)

select
    currency,
    owner,
    sum(balance)::decimal(38, 4) as balance,
    coalesce(sum(balance) filter (bucket <> 'current'), 0)::decimal(38, 4) as overdue,
    coalesce(sum(balance) filter (bucket = 'current'), 0)::decimal(38, 4) as current_amount,
    coalesce(sum(balance) filter (bucket = '1–30'), 0)::decimal(38, 4) as overdue_1_30,
    coalesce(sum(balance) filter (bucket = '31–60'), 0)::decimal(38, 4) as overdue_31_60,
    coalesce(sum(balance) filter (bucket = '61–90'), 0)::decimal(38, 4) as overdue_61_90,
    coalesce(sum(balance) filter (bucket = '91+'), 0)::decimal(38, 4) as overdue_91,
    count(*) as count_invoices
from told
group by currency, owner
order by currency, balance desc, owner
