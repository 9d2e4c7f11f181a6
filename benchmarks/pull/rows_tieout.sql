-- What Tieout holds after a pull, by table: rows that are not gone, and the sum of an amount in each.
-- grain: kept
-- columns:
--   kept varchar: schema and table
--   count_rows bigint: rows
--   amount decimal(38,2): sum over all rows, one currency; 0 where the table has no amount
select 'ordway.customers' as kept, count(*) as count_rows, 0::decimal(38,2) as amount
from ordway.customers
where deleted_at is null
union all
select 'ordway.contacts', count(*), 0
from ordway.contacts
union all
select 'ordway.invoices', count(*), sum(invoice_amount)::decimal(38,2)
from ordway.invoices
where deleted_at is null
union all
select 'ordway.invoice_lines', count(*), sum(effective_price)::decimal(38,2)
from ordway.invoice_lines
union all
select 'ordway.payments', count(*), sum(payment_amount)::decimal(38,2)
from ordway.payments
where deleted_at is null
union all
select 'ordway.payment_applications', count(*), sum(amount_applied)::decimal(38,2)
from ordway.payment_applications
union all
select 'firmao.agreements', count(*), sum(netto_price)::decimal(38,2)
from firmao.agreements
where deleted_at is null
