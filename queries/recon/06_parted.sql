-- Products that are sold or held at several prices or discounts. Both sides are held against each other as units: so many
-- at each price and discount. What both have alike is taken away; the lines whose units are left on both sides part.
-- grain: for units subscription_id, product_key, unit_price and discount_percent; for parted subscription_id and product_key
-- columns: of units, sold and held, how many on each side, and the lines they are from; of parted, null where the two
--   sides do not part in it: price and held_price, discount and held_discount, quantity and held_quantity at
--   quantity_price where only the units are otherwise spread; contract_line_id, contract_id and subscription_line_id, the
--   lines that part; starts_on of that contract.
create or replace temp table several_prices as
with priced as (
    select 'sold' as side, subscription_id, product_key, current_price as unit_price, discount_percent
    from contract_line
    where is_running and subscription_id is not null
    union all
    select 'held', subscription_id, product_key, unit_price, discount_percent
    from subscription_line
),

varied as (
    select distinct subscription_id, product_key
    from priced
    group by side, subscription_id, product_key
    having min(unit_price) <> max(unit_price) or min(discount_percent) <> max(discount_percent)
)

from varied
-- Tiers make no unit price.
anti join (from billing_way where is_tiered) as tiered using (subscription_id, product_key);

create or replace temp table units as
with sold as (
    select
        subscription_id,
        product_key,
        current_price as unit_price,
        discount_percent,
        sum(coalesce(quantity, 1)) as quantity,
        max({'id': contract_line_id, 'contract_id': contract_id, 'starts_on': starts_on}) as line,
        list(contract_line_id) as entry_ids,
        any_value(currency) as currency
    from contract_line
    semi join several_prices using (subscription_id, product_key)
    where is_running and current_price is not null
    group by subscription_id, product_key, current_price, discount_percent
),

-- A price that differs by no more than is tolerated is the one that was agreed.
priced as (
    select
        line.subscription_id,
        line.product_key,
        line.position,
        coalesce(min_by(sold.unit_price, (abs(sold.unit_price - line.unit_price), sold.unit_price)), line.unit_price) as unit_price
    from subscription_line as line
    semi join several_prices using (subscription_id, product_key)
    left join sold
        on sold.subscription_id = line.subscription_id
        and sold.product_key = line.product_key
        and not differs(sold.unit_price, line.unit_price, sold.currency)
    where line.unit_price is not null
    group by line.subscription_id, line.product_key, line.position, line.unit_price
),

held as (
    select
        subscription_id,
        product_key,
        priced.unit_price,
        line.discount_percent,
        sum(coalesce(line.quantity, 1)) as quantity,
        max(line.subscription_line_id) as line_id,
        list(line.firmao_entry_id) filter (line.firmao_entry_id is not null) as entry_ids
    from subscription_line as line
    inner join priced using (subscription_id, product_key, position)
    group by subscription_id, product_key, priced.unit_price, line.discount_percent
)

select
    subscription_id,
    product_key,
    unit_price,
    discount_percent,
    coalesce(sold.quantity, 0) as sold,
    coalesce(held.quantity, 0) as held,
    sum(coalesce(sold.quantity, 0)) over at_price as sold_at_price,
    sum(coalesce(held.quantity, 0)) over at_price as held_at_price,
    sold.line,
    held.line_id as subscription_line_id,
    sold.entry_ids,
    held.entry_ids as held_entry_ids
from sold
full join held using (subscription_id, product_key, unit_price, discount_percent)
window at_price as (partition by subscription_id, product_key, unit_price);

create or replace temp table parted as
-- What takes units away at another price than they were sold at leaves no unit at any: amounts tell there.
with countable as (
    select subscription_id, product_key
    from units
    group by subscription_id, product_key
    having min(sold) >= 0 and min(held) >= 0
),

pair as (
    select
        more.subscription_id,
        more.product_key,
        more,
        less,
        more.unit_price <> less.unit_price
            and more.sold_at_price > more.held_at_price
            and less.held_at_price > less.sold_at_price
            and (more.held_at_price = 0 or less.sold_at_price = 0) as is_of_price,
        more.unit_price = less.unit_price and (more.held = 0 or less.sold = 0) as is_of_discount,
        coalesce(list_has_any(more.entry_ids, less.held_entry_ids), false) as is_linked
    from units as more
    inner join units as less using (subscription_id, product_key)
    semi join countable using (subscription_id, product_key)
    where more.sold > more.held and less.held > less.sold
),

chosen as (
    select
        subscription_id,
        product_key,
        arg_max({'more': more, 'less': less}, (
            is_linked, more.discount_percent = less.discount_percent, more.line.id, less.subscription_line_id
        )) filter (is_of_price) as by_price,
        arg_max({'more': more, 'less': less}, (is_linked, more.line.id, less.subscription_line_id))
            filter (is_of_discount) as by_discount,
        arg_max({'more': more, 'less': less}, (is_linked, more.line.id, less.subscription_line_id)) as by_quantity
    from pair
    group by subscription_id, product_key
),

told as (
    select
        *,
        coalesce(by_price, by_discount, by_quantity) as lines,
        coalesce(by_discount, by_price) as discounts,
        by_price is null and by_discount is null as is_of_quantity
    from chosen
)

select
    subscription_id,
    product_key,
    by_price.more.unit_price as price,
    by_price.less.unit_price as held_price,
    discounts.more.discount_percent as discount,
    discounts.less.discount_percent as held_discount,
    if(is_of_quantity, lines.more.sold, null) as quantity,
    if(is_of_quantity, lines.more.held, null) as held_quantity,
    if(is_of_quantity, lines.more.unit_price, null) as quantity_price,
    lines.more.line.id as contract_line_id,
    lines.more.line.contract_id as contract_id,
    lines.more.line.starts_on as starts_on,
    lines.less.subscription_line_id as subscription_line_id
from told;
