-- The lines of one invoice.
-- grain: invoice_id, position
-- params: invoice varchar
-- columns:
--   invoice_id varchar: number in billing
--   position integer: place on the invoice, from 1
--   description varchar: what was billed
--   starts_on date: first day covered
--   ends_on date: last day covered, null for a one-time charge
--   quantity decimal(18,6): units, negative on a credit line
--   unit_price decimal(28,10): per unit, before tax
--   discount_percent decimal(14,4): 10.0 for 10 %
--   net_amount decimal(18,4): before tax
--   tax_amount decimal(18,4): tax
--   currency varchar: of the amounts
select
    line.invoice_id, line.position, line.description, line.starts_on, line.ends_on, line.quantity, line.unit_price,
    line.discount_percent, line.net_amount, line.tax_amount, invoice.currency
from model.invoice_line as line
inner join model.invoice using (invoice_id)
where line.invoice_id = $invoice
order by line.position
