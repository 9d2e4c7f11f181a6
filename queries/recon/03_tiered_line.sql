-- What tiers say that a line costs a billing period, before its discount: all that is sold of the product when the line
-- begins, less what was sold of it before. So lines that are added or taken away later are charged by the tier reached.
-- grain: line_number
-- columns: worth in 10^-16 of the currency, null where a tier cannot be read or none is as high as the quantity.
-- Of one tier: by volume, the whole quantity where it ends in the tier; else the units that are in it.
create or replace temp macro tier_cost(one, sold) as case
    when sold <= one.starts_above or (one.pricing_model = 'volume' and sold > one.ends_at) then 0::hugeint
    when one.is_flat then whole_price(one.price) * 1000000
    when one.pricing_model = 'volume' then whole_price(one.price) * whole_quantity(sold)
    else whole_price(one.price) * whole_quantity(least(sold, coalesce(one.ends_at, sold)) - one.starts_above)
end;

create or replace temp table tiered_line as
with sold as (
    select line_number, contract_line_id, subscription_id, product_key, quantity, starts_on, ends_on
    from contract_line
    where is_tiered and starts_on is not null
),

counted as (
    select
        one.line_number,
        one.subscription_id,
        one.product_key,
        sum(other.quantity) as quantity_after,
        sum(other.quantity) - one.quantity as quantity_before
    from sold as one
    inner join sold as other
        on other.subscription_id = one.subscription_id
        and other.product_key = one.product_key
        and other.starts_on <= one.starts_on
        and coalesce(other.ends_on, one.starts_on) >= one.starts_on
        and (other.starts_on, other.contract_line_id) <= (one.starts_on, one.contract_line_id)
    group by one.line_number, one.subscription_id, one.product_key, one.quantity
),

cost as (
    select
        line_number,
        (sum(tier_cost(tier, quantity_after)) - sum(tier_cost(tier, quantity_before)))::hugeint as worth
    from counted
    inner join tier using (subscription_id, product_key)
    group by line_number
)

select
    counted.line_number,
    if(
        tiered_product.is_readable
        and greatest(counted.quantity_after, counted.quantity_before) <= tiered_product.covered_quantity,
        cost.worth,
        null
    ) as worth
from counted
left join cost using (line_number)
left join tiered_product using (subscription_id, product_key);
