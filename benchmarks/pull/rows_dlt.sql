-- What dlt holds after its run, under the names Tieout uses: rows, and the sum of an amount in each.
-- Ordway's amounts were left as text by dlt, Firmao's became doubles, hence the casts row by row.
-- grain: kept
-- columns:
--   kept varchar: schema and table as Tieout names them
--   count_rows bigint: rows
--   amount decimal(38,2): sum over all rows, one currency; 0 where the table has no amount
select 'ordway.customers' as kept, count(*) as count_rows, 0::decimal(38,2) as amount
from pulled.customers
union all
select 'ordway.contacts', count(*), 0
from pulled.customers__contacts
union all
select 'ordway.invoices', count(*), sum(invoice_amount::decimal(18,2))
from pulled.invoices
union all
select 'ordway.invoice_lines', count(*), sum(effective_price::decimal(18,2))
from pulled.invoices__line_items
union all
select 'ordway.payments', count(*), sum(payment_amount::decimal(18,2))
from pulled.payments
union all
select 'ordway.payment_applications', count(*), sum(amount_applied::decimal(18,2))
from pulled.payments__invoices
union all
select 'firmao.agreements', count(*), sum(netto_price::decimal(18,2))
from pulled.agreements
