-- The lines of a subscription by the key that products are compared on.
-- grain: position
-- params: subscription varchar
-- columns:
--   position integer: its place in the subscription
--   subscription_line_id varchar: Ordway's id within the subscription
--   product_key varchar: code of the product, else its name
--   product_name varchar: as billed
--   is_one_time boolean: charged once, and not by the billing period
--   months integer: of its billing period, null where it is charged once or the word is not known
--   quantity decimal(18,6): units
--   unit_price decimal(28,10): list price of one unit and billing period, net, in currency
--   discount_percent decimal(14,4): off the price
select
    line.position,
    line.subscription_line_id,
    coalesce(product.product_key, line.product_name) as product_key,
    line.product_name,
    coalesce(line.charge_type = 'one_time', false) as is_one_time,
    period.months,
    line.quantity,
    line.unit_price,
    line.discount_percent
from model.subscription_line as line
left join model.product_key as product using (product_id)
left join recon.billing_period as period on period.word = lower(line.billing_period)
where line.subscription_id = $subscription
order by line.position
