-- The tiers that say what a quantity of a product costs, each from the end of the one below it.
-- grain: subscription_id, product_key, starts_above; for tiered products subscription_id and product_key
-- columns: a tier is for units above starts_above, up to ends_at, null for all the rest; price of a unit, or of the tier
--   where is_flat; is_readable where it can be read and follows on the one below; covered_quantity, up to which one applies.
create or replace temp table tier as
with listed as (
    select subscription_id, product_key, way.pricing_model, unnest(json_extract(way.tiers, '$[*]')) as told
    from billing_way
    where is_tiered
),

read as (
    select
        subscription_id,
        product_key,
        pricing_model,
        reading.quantity(reading.given(told ->> '$.starting_unit')) as starts_at,
        reading.given(told ->> '$.ending_unit') as told_end,
        reading.quantity(told_end) as ends_at,
        reading.price(reading.given(told ->> '$.price')) as price,
        lower(regexp_replace(coalesce(told ->> '$.type', ''), '[ _-]', '', 'g')) as kind
    from listed
),

stacked as (
    select
        *,
        coalesce(lag(ends_at) over following, 0) as starts_above,
        lead(starts_at) over following is null as is_last
    from read
    window following as (partition by subscription_id, product_key order by starts_at, ends_at)
)

select
    subscription_id,
    product_key,
    pricing_model,
    starts_above,
    ends_at,
    price,
    kind in ('flatfee', 'flat') as is_flat,
    coalesce(
        -- Some count the first unit of a tier from the last one below it, some from the next.
        starts_at - starts_above in (0, 1)
        and price is not null
        and kind in ('', 'perunit', 'flatfee', 'flat')
        and if(told_end is null, is_last, ends_at > starts_above),
        false
    ) as is_readable
from stacked;

create or replace temp table tiered_product as
select
    subscription_id,
    product_key,
    bool_and(is_readable) as is_readable,
    if(bool_or(ends_at is null), 999999999999, max(ends_at)) as covered_quantity
from tier
group by subscription_id, product_key;
