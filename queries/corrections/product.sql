-- The product of Ordway that is sold under a code; where several are, the first.
-- grain: product_id
-- params: product varchar
-- columns:
--   product_id varchar: Ordway's product
--   name varchar: as invoices show it
select product_id, name
from model.product
where system = 'ordway' and coalesce(sku, name) = $product
order by product_id
limit 1
