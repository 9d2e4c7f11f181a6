-- The lines of an invoice, each with how much too much it bills since its period was billed before.
-- grain: position
-- params: invoice varchar, as_of date
-- columns:
--   position integer: place in the invoice
--   product_key varchar: code of the product
--   net_amount decimal(18,4): before tax, in currency
--   doubled_amount decimal(18,4): what the period was billed too much by it, 0 where it was billed once
--   discrepancy_id varchar: what says so, null where it was billed once
with twice as (
    select discrepancy_id, product_key, period_start, period_end, -over_collected as amount
    from model.discrepancies($as_of)
    where rule = 'I3' and invoice_id = $invoice and status in ('open', 'reopened')
)

select
    line.position,
    coalesce(product.sku, product.name, line.product_name) as product_key,
    line.net_amount,
    coalesce(twice.amount, 0) as doubled_amount,
    twice.discrepancy_id
from model.invoice_line as line
left join model.product as product on product.system = 'ordway' and product.product_id = line.product_id
left join twice
    on twice.product_key = coalesce(product.sku, product.name, line.product_name)
    and line.starts_on between twice.period_start and twice.period_end
where line.invoice_id = $invoice
order by line.position
