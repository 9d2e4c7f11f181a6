-- What Ordway bills for a subscription, by its billing schedules: each product for as long as it is billed without a gap
-- by the same quantity, price and discount.
-- grain: product_key, starts_on, number
-- params: subscription varchar
-- columns:
--   product_key varchar: SKU of the product, else its name
--   starts_on date: first day it is billed for
--   number bigint: tells apart what starts together, from 1
--   ends_on date: last day, null where it is charged once
--   product_name varchar: what is billed
--   firmao_product_id varchar: null where Firmao has no product of that code
--   quantity decimal(18,6): units
--   unit_price decimal(28,10): per unit and billing period, before tax, in the subscription's currency
--   discount_percent decimal(14,4): 10.0 for 10 %
with crm_product as (
    select coalesce(sku, name) as product_key, min(product_id) as firmao_product_id
    from model.product
    where system = 'firmao'
    group by coalesce(sku, name)
),

line as (
    select
        coalesce(product.sku, product.name) as product_key,
        product.name as product_name,
        line.start_date as starts_on,
        line.end_date as ends_on,
        line.quantity,
        line.unit_price,
        coalesce(line.discount, 0) as discount_percent
    from ordway.billing_schedules as schedule
    inner join ordway.billing_schedule_lines as line on line.billing_schedule_id = schedule.id
    inner join model.product as product on product.system = 'ordway' and product.product_id = schedule.product_id
    -- What a cancellation or change gives back is a line below zero: not what was sold.
    where schedule.subscription_id = $subscription and schedule.deleted_at is null and line.amount >= 0
),

compared as (
    select
        line.*,
        lag(ends_on) over same_terms + 1 is distinct from starts_on as is_first
    from line
    window same_terms as (
        partition by product_key, quantity, unit_price, discount_percent order by starts_on
    )
),

run as (
    select
        compared.*,
        count(*) filter (is_first) over (
            partition by product_key, quantity, unit_price, discount_percent order by starts_on
        ) as run
    from compared
),

together as (
    select
        product_key,
        min(product_name) as product_name,
        min(starts_on) as starts_on,
        max(ends_on) as ends_on,
        quantity,
        unit_price,
        discount_percent
    from run
    group by product_key, quantity, unit_price, discount_percent, run
)

select
    together.product_key,
    together.starts_on,
    row_number() over (
        partition by together.product_key, together.starts_on order by together.ends_on, together.unit_price, together.quantity, together.discount_percent
    ) as number,
    together.ends_on,
    together.product_name,
    crm_product.firmao_product_id,
    together.quantity,
    together.unit_price,
    together.discount_percent
from together
left join crm_product using (product_key)
order by together.starts_on, together.ends_on desc nulls last, together.product_key, number
