-- What was invoiced for each product of a subscription, period by period, and at which rate of tax.
-- grain: product_key, invoice_id, period_start
-- params: subscription varchar
-- columns:
--   product_key varchar: SKU of the product, else its name
--   invoice_id varchar: Ordway's invoice, posted and not reversed
--   period_start date: first day of the period, null for none
--   period_end date: last day, null where charged once
--   net_amount decimal(18,4): before tax, in the invoice's currency
--   tax_percent decimal(9,1): what was charged, to a tenth of a percent, null where nothing was
with product as (
    select product_id, coalesce(sku, name) as product_key from model.product where system = 'ordway'
)

select
    coalesce(product.product_key, line.product_name) as product_key,
    line.invoice_id,
    line.starts_on as period_start,
    max(line.ends_on) as period_end,
    sum(line.net_amount)::decimal(18, 4) as net_amount,
    if(sum(line.net_amount) = 0, null, (sum(line.tax_amount) * 100)::decimal(38, 6) / sum(line.net_amount))::decimal(9, 1)
        as tax_percent
from model.invoice_line as line
inner join model.invoice using (invoice_id)
left join product using (product_id)
where line.subscription_id = $subscription and invoice.status in ('posted', 'partially_paid', 'paid')
group by coalesce(product.product_key, line.product_name), line.invoice_id, line.starts_on
order by period_start, product_key, invoice_id
