-- The lines of a subscription as Ordway holds them now, each with Firmao's product of the same code.
-- grain: subscription_id, position
-- params: subscription varchar
-- columns:
--   subscription_id varchar: Ordway's subscription
--   position integer: place in it, from 1
--   subscription_line_id varchar: Ordway's line
--   product_key varchar: SKU of the product, else its name
--   product_name varchar: what is billed
--   firmao_product_id varchar: null where Firmao has no product of that code
--   is_one_time boolean: charged once
--   billing_period varchar: Monthly, Quarterly, …; empty where charged once
--   charge_timing varchar: In Advance, In Arrears; when it is charged otherwise
--   quantity decimal(18,6): units
--   unit_price decimal(28,10): per unit and billing period, before tax, in the subscription's currency
--   discount_percent decimal(14,4): 10.0 for 10 %
--   starts_on date: first day it is charged for
with product as (
    select product_id, coalesce(sku, name) as product_key from model.product where system = 'ordway'
),

crm_product as (
    select coalesce(sku, name) as product_key, min(product_id) as firmao_product_id
    from model.product
    where system = 'firmao'
    group by coalesce(sku, name)
)

select
    line.subscription_id,
    line.position,
    line.subscription_line_id,
    coalesce(product.product_key, line.product_name) as product_key,
    line.product_name,
    crm_product.firmao_product_id,
    coalesce(line.charge_type = 'one_time', false) as is_one_time,
    coalesce(line.billing_period, '') as billing_period,
    line.charge_timing,
    line.quantity,
    line.unit_price,
    line.discount_percent,
    line.starts_on
from model.subscription_line as line
left join product using (product_id)
left join crm_product on crm_product.product_key = coalesce(product.product_key, line.product_name)
where line.subscription_id = $subscription
order by line.position
