-- The subscriptions of the accounts looked at.
-- grain: subscription_id; for lines subscription_id and position
-- columns: product_key of a line is that of the contract's line it was linked to by its field or by a person, else of
--   its own product; relinked has the lines in which those two differ.
create or replace temp table subscription as
select subscription.*
from model.subscription as subscription
semi join scope using (account_id);

create or replace temp table relinked as
with linked as (
    select subscription_id, subscription_line_id, min(product_key) as product_key
    from model.line_link
    semi join subscription using (subscription_id)
    where link <> 'product'
    group by subscription_id, subscription_line_id
    having count(distinct product_key) = 1
)

select linked.*
from linked
inner join model.subscription_line as line using (subscription_id, subscription_line_id)
left join product using (product_id)
where linked.product_key <> coalesce(product.product_key, line.product_name);

create or replace temp table subscription_line as
select
    line.*,
    subscription.account_id,
    coalesce(relinked.product_key, product.product_key, line.product_name) as product_key,
    line.charge_type = 'one_time' as is_one_time,
    period.months
from model.subscription_line as line
inner join subscription using (subscription_id)
left join relinked using (subscription_id, subscription_line_id)
left join product using (product_id)
left join recon.billing_period as period on period.word = lower(line.billing_period);
