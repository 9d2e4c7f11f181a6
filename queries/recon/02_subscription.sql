-- The subscriptions of the accounts looked at.
-- grain: subscription_id
create or replace temp table subscription as
select subscription.*
from model.subscription as subscription
semi join scope using (account_id);

create or replace temp table subscription_line as
select
    line.*,
    subscription.account_id,
    coalesce(product.product_key, line.product_name) as product_key,
    line.charge_type = 'one_time' as is_one_time,
    period.months
from model.subscription_line as line
inner join subscription using (subscription_id)
left join product using (product_id)
left join recon.billing_period as period on period.word = lower(line.billing_period);
