-- What is billed, by the one key both systems are compared on.
-- grain: product_id
create or replace temp table product as
with charged as (
    select product_id, bool_and(lower(replace(type, '_', ' ')) = 'one time') as is_one_time
    from model.plan_charge
    group by product_id
)

select
    product.product_id,
    product.product_key,
    product.name,
    coalesce(charged.is_one_time, false) as is_one_time
from model.product_key as product
left join charged using (product_id);
