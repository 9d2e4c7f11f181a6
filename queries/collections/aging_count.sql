-- How many customers owed something on a day, each currency of one by itself.
-- grain: none
-- kept: open_invoices
-- rests on: extracts
-- params: as_of date, currency varchar = '', reporting varchar = '', owner varchar = '', bucket varchar = ''
-- columns:
--   found bigint: customers with something open, by currency
select count(*) as found
from (
    select ordway_customer_id
    from model.reported_receivable($as_of, $reporting)
    where $currency in ('', currency) and ($owner = '' or coalesce(owner, 'nobody') = lower($owner))
    group by ordway_customer_id, currency
    having $bucket = '' or count(*) filter (bucket = $bucket) > 0
)
