-- The lines of an account's subscriptions as they stand now.
-- grain: subscription_id, position
-- params: account varchar
-- columns:
--   subscription_id varchar: id in billing
--   position integer: place in the subscription, from 1
--   product_name varchar: what is billed
--   charge_type varchar: recurring, one_time or usage_based
--   billing_period varchar: Monthly, Quarterly, …
--   charge_timing varchar: in advance or in arrears, as in billing
--   quantity decimal(18,6): units
--   unit_price decimal(28,10): per unit and billing period, before tax
--   discount_percent decimal(14,4): 10.0 for 10 %
--   net_amount decimal(18,4): a billing period, before tax
--   currency varchar: of the amounts
select
    line.subscription_id, line.position, line.product_name, line.charge_type, line.billing_period,
    line.charge_timing, line.quantity,
    line.unit_price, line.discount_percent, line.net_amount, subscription.currency
from model.subscription_line as line
inner join model.subscription using (subscription_id)
where subscription.account_id = $account
order by line.subscription_id, line.position
