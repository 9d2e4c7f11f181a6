-- What was invoiced by day, drafts left out: an extract of it is kept as recon.sale_day, since it goes through every invoice.
-- grain: currency, invoiced_on, reversed_on
-- columns: reversed_on null for what stands; gross_amount, tax included, in currency
create or replace view model.sale_day as
select currency, invoiced_on, reversed_on, sum(gross_amount)::decimal(38, 4) as gross_amount
from model.ordway_invoice
where status <> 'draft'
group by currency, invoiced_on, reversed_on;
