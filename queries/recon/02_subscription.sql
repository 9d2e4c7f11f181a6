-- The subscriptions of the accounts looked at, and how the lines of each product are billed.
-- grain: subscription_id; for lines subscription_id and position; for ways subscription_id and product_key
-- columns: product_key of a line is that of the contract's line it was linked to by its field or by a person, else of
--   its own product; relinked has the lines in which those two differ. Of a way, anchor_day, the day of the month that its
--   billing periods begin on, 0 for the day that the service began on, -1 where Ordway says something else; is_prorated,
--   whether a part of a period is charged as one; renewal_percent, what its price is raised by at each renewal; is_tiered,
--   whether tiers say what it costs.
create or replace temp table subscription as
select scope.account_id, subscription.*, customer.billing_cycle_day
from model.ordway_subscription as subscription
inner join scope using (ordway_customer_id)
left join ordway.customers as customer on customer.id = subscription.ordway_customer_id and customer.deleted_at is null;

-- Found by one column and fetched by their place, as in scope/near.sql.
create or replace temp table near_place as
select line.rowid as place
from ordway.subscription_lines as line
semi join subscription using (subscription_id);

create or replace temp table near_subscription_line as
select line.*
from ordway.subscription_lines as line
semi join near_place on near_place.place = line.rowid;

create or replace temp table billing_contract as
from contract_link
semi join subscription using (subscription_id);

create or replace temp table relinked as
with linked as (
    select subscription_id, subscription_line_id, min(product_key) as product_key
    from model.line_links('billing_contract', 'near_subscription_line')
    where link <> 'product'
    group by subscription_id, subscription_line_id
    having count(distinct product_key) = 1
)

select linked.*
from linked
inner join model.subscription_lines('near_subscription_line') as line using (subscription_id, subscription_line_id)
left join product using (product_id)
where linked.product_key <> coalesce(product.product_key, line.product_name);

create or replace temp table subscription_line as
select
    line.*,
    subscription.account_id,
    coalesce(relinked.product_key, product.product_key, line.product_name) as product_key,
    line.charge_type = 'one_time' as is_one_time,
    period.months
from model.subscription_lines('near_subscription_line') as line
inner join subscription using (subscription_id)
left join relinked using (subscription_id, subscription_line_id)
left join product using (product_id)
left join billing_period as period on period.word = lower(trim(line.billing_period));

-- "15" or "15th Day Of The Month".
create or replace temp macro day_of_month(words) as
    try_cast(regexp_extract(trim(words), '^(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)?( day of the month)?$', 1, 'i') as integer);

create or replace temp macro anchor_day_of(alignment, cycle_day) as case
    when reading.given(trim(alignment)) is null then null
    when lower(trim(alignment)) = 'service start date' then 0
    when lower(trim(alignment)) = 'customer''s billing cycle day' then coalesce(day_of_month(cycle_day), -1)
    else coalesce(day_of_month(alignment), -1)
end;

-- The last line of a product says how all of it is billed.
create or replace temp table billing_way as
with last_line as (
    select
        line.subscription_id,
        line.product_key,
        max_by(
            {
                'anchor_day': anchor_day_of(line.period_alignment, subscription.billing_cycle_day),
                'alignment': line.period_alignment,
                'is_prorated': line.is_prorated,
                'renewal_percent': coalesce(line.renewal_percent, subscription.renewal_percent),
                'pricing_model': line.pricing_model,
                'tiers': line.tiers,
                'charge_timing': model.word(line.charge_timing)
            },
            (line.position, line.subscription_line_id)
        ) as way
    from subscription_line as line
    inner join subscription using (subscription_id)
    group by line.subscription_id, line.product_key
)

select *, coalesce(way.pricing_model in ('volume', 'tiered'), false) as is_tiered
from last_line;
