-- What Ordway can charge for a product: the charges of its plans.
-- grain: plan_id, position
-- params: product varchar
-- columns:
--   plan_id varchar: the plan the charge is in
--   position integer: its place there
--   plan_name varchar: as people call it
--   charge_id varchar: Ordway's charge
--   charge_name varchar: as invoices show it
--   product_id varchar: Ordway's product
--   product_name varchar: as invoices show it
--   is_one_time boolean: charged once, and not by the billing period
--   billing_period varchar: as Ordway calls it, null where it is charged once
--   months integer: of that period, null where the word is not known
--   is_active boolean: whether the plan can still be sold
select
    charge.plan_id,
    charge.position,
    charge.plan_name,
    charge.charge_id,
    charge.name as charge_name,
    product.product_id,
    product.name as product_name,
    coalesce(lower(replace(charge.type, '_', ' ')) = 'one time', false) as is_one_time,
    nullif(charge.billing_period, '') as billing_period,
    period.months,
    coalesce(charge.is_active, true) as is_active
from model.product_key as product
inner join model.plan_charge as charge using (product_id)
left join recon.billing_period as period on period.word = lower(charge.billing_period)
where product.product_key = $product
order by charge.plan_id, charge.position
