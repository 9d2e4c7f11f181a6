-- What is sold, by the one key both systems are compared on: Firmao's product code, which is Ordway's SKU, else the name.
-- grain: product_id
create or replace temp table product as
with charged as (
    select product_id, bool_and(lower(replace(type, '_', ' ')) = 'one time') as is_one_time
    from model.plan_charge
    group by product_id
)

select
    product.product_id,
    coalesce(product.sku, product.name) as product_key,
    product.name,
    coalesce(charged.is_one_time, false) as is_one_time
from model.product as product
left join charged using (product_id)
where product.system = 'ordway';
