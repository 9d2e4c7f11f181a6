-- The lines of won contracts, each with how its product is billed: as the policy says of the contract, else as the
-- subscription's line is set up, else as the policy says of all.
-- grain: contract_line_id, and line_number
-- columns: price in currency a unit and billing period, current_price after the renewals so far; anchor_day as in
--   billing_way; proration days, months or none; charge_timing, as the contract says, else as the subscription does;
--   is_tiered, whether the subscription's tiers say what it costs; is_one_time, charged once by its product, or since the
--   contract has no billing period and an order bills it.

-- Whole numbers of ten places of a price, and of six of a quantity.
create or replace temp macro whole_price(price) as (price::decimal(38, 10) * 10000000000)::hugeint;

create or replace temp macro whole_quantity(quantity) as (quantity::decimal(38, 6) * 1000000)::hugeint;

create or replace temp macro price_of(whole) as whole::decimal(28, 0) * 0.0000000001::decimal(10, 10);

create or replace temp macro price_place(price, currency) as (
    '1' || repeat('0', 10 - greatest(decimals(currency), length(rtrim(split_part(price::varchar, '.', 2), '0'))))
)::hugeint;

-- Raised at each renewal and rounded half up each time, to the currency's smallest unit, or to as many decimals as the
-- price has where those are more.
create or replace temp macro raised_price(price, percent, times, currency) as case
    when times = 0 or percent = 0 then whole_price(price)
    else list_reduce(
        list_transform(range(times), lambda number: 0::hugeint),
        lambda sum, nothing: (2 * sum * (1000000 + (percent * 10000)::hugeint) + 1000000 * price_place(price, currency))
            // (2000000 * price_place(price, currency)) * price_place(price, currency),
        whole_price(price)
    )
end;

create or replace temp macro known_timing(words) as
    if(model.word(trim(words)) in ('in_advance', 'in_arrears'), model.word(trim(words)), null);

create or replace temp table contract_line as
with kind as (
    select product_key, bool_or(is_one_time) as is_one_time
    from product
    group by product_key
),

general as (
    select anchor_day, proration from billing_rule where contract_number is null
),

ordered as (
    select distinct contract_id from customer_order where contract_id is not null
)

select
    row_number() over (order by line.contract_line_id)::integer as line_number,
    line.*,
    contract.account_id,
    contract.contract_number,
    contract.subscription_id,
    contract.bundle_id,
    contract.currency,
    contract.starts_on,
    contract.ends_on,
    contract.is_running,
    coalesce(kind.is_one_time, false)
    or (ordered.contract_id is not null and reading.given(trim(contract.billing_period)) is null) as is_one_time,
    coalesce(own.anchor_day, billing_way.way.anchor_day, general.anchor_day) as anchor_day,
    coalesce(own.proration, if(not billing_way.way.is_prorated, 'none', null), general.proration) as proration,
    coalesce(known_timing(contract.charge_timing), billing_way.way.charge_timing) as charge_timing,
    coalesce(billing_way.is_tiered, false) as is_tiered,
    coalesce(billing_way.way.renewal_percent, 0) as renewal_percent,
    price_of(
        raised_price(
            line.unit_price, coalesce(billing_way.way.renewal_percent, 0), contract.renewal_count, contract.currency
        )
    ) as current_price
from model.contract_line as line
inner join contract using (contract_id)
cross join general
left join kind on kind.product_key = line.product_key
left join ordered on ordered.contract_id = line.contract_id
left join billing_way
    on billing_way.subscription_id = contract.subscription_id
    and billing_way.product_key = line.product_key
left join billing_rule as own on own.contract_number = contract.contract_number;
