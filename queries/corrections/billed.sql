-- What an invoice bills for a product, and what is open on the invoice.
-- grain: invoice_id, product_id
-- params: invoice varchar, product varchar
-- columns:
--   invoice_id varchar: Ordway's invoice
--   product_id varchar: Ordway's product
--   name varchar: as the invoice shows it
--   net_amount decimal(38,4): of its lines for the product, before tax, in currency
--   tax_amount decimal(38,4): the tax on them
--   currency varchar: of the invoice
--   balance decimal(18,4): left to pay on the whole invoice; 0 where it was reversed or not sent
select
    invoice.invoice_id,
    line.product_id,
    min(line.product_name) as name,
    sum(line.net_amount) as net_amount,
    sum(line.tax_amount) as tax_amount,
    invoice.currency,
    if(invoice.is_open, invoice.balance, 0) as balance
from model.invoice as invoice
inner join model.invoice_line as line using (invoice_id)
left join model.product as product on product.system = 'ordway' and product.product_id = line.product_id
where invoice.invoice_id = $invoice and coalesce(product.sku, product.name, line.product_name) = $product
group by invoice.invoice_id, line.product_id, invoice.currency, invoice.is_open, invoice.balance
order by line.product_id
