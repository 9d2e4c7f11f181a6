-- A running contract beside the active subscription that bills it, and their lines beside each other.
-- grain: contract_id; for lines subscription_id and product_key
-- columns: of the contract, and held_… as the subscription has it, held_starts_on as the first that billed the contract;
--   is_sold, is_held where a line is on that side; subject, the records and the currency that whatever differs in a line is
--   about, and the day from which on the two sides part. Where a product has several prices or discounts, these are of the
--   lines that part, null where none do, and quantity_price is that of units which are otherwise spread over the prices.
create or replace temp table terms as
with former as (
    select billed_by as subscription_id, min(starts_on) as starts_on
    from former_subscription
    group by billed_by
)

select
    contract.*,
    subscription.currency as held_currency,
    least(subscription.starts_on, former.starts_on) as held_starts_on,
    subscription.term_ends_on as held_ends_on,
    subscription.is_auto_renewed as held_is_auto_renewed
from contract
inner join subscription using (subscription_id)
left join former using (subscription_id)
where contract.is_speaking and subscription.status = 'active';

-- The last days of what runs without a gap from a contract on: its annexes, and what was signed to follow it.
-- grain: contract_id and ends_on
create or replace temp table contract_run as
with ordered as (
    select
        contract_id,
        subscription_id,
        starts_on,
        ends_on,
        max(coalesce(ends_on, date '9999-12-30')) over (
            partition by subscription_id
            order by starts_on, contract_id
            rows between unbounded preceding and 1 preceding
        ) as ran_until
    from contract
    where is_dated and subscription_id is not null
),

numbered as (
    select
        *,
        count(*) filter (starts_on > ran_until + 1) over (
            partition by subscription_id order by starts_on, contract_id
        ) as run_number
    from ordered
)

select distinct terms.contract_id, later.ends_on
from terms
inner join numbered as own using (contract_id)
inner join numbered as later
    on later.subscription_id = own.subscription_id and later.run_number = own.run_number
where coalesce(later.ends_on > terms.ends_on, later.ends_on is null);

-- From when on the two sides part in a product: what was sold later may be all in which they do. A part of a period that
-- is billed with the one before counts from where that begins.
-- grain: subscription_id and product_key
create or replace temp table parted_from as
with begun as (
    select subscription_id, product_key, starts_on, sum(quantity) as quantity
    from contract_line
    where is_running and subscription_id is not null
    group by subscription_id, product_key, starts_on
),

so_far as (
    select
        * replace (sum(quantity) over in_order as quantity),
        lead(starts_on) over in_order as next_on
    from begun
    window in_order as (partition by subscription_id, product_key order by starts_on)
),

held as (
    select subscription_id, product_key, sum(quantity) as quantity
    from subscription_line
    group by subscription_id, product_key
),

later as (
    select
        subscription_id,
        product_key,
        coalesce(parted.starts_on, max(so_far.next_on) filter (so_far.quantity = held.quantity)) as from_on
    from so_far
    left join held using (subscription_id, product_key)
    left join parted using (subscription_id, product_key)
    group by subscription_id, product_key, parted.starts_on
    having from_on > min(so_far.starts_on)
)

select later.subscription_id, later.product_key, min(coalesce(expected.period_start, later.from_on)) as from_on
from later
inner join contract_line as line using (subscription_id, product_key)
left join expected
    on expected.line_number = line.line_number
    and later.from_on between expected.period_start and expected.period_end
where line.is_running
group by later.subscription_id, later.product_key;

create or replace temp table line_terms as
with sold as (
    select
        subscription_id,
        product_key,
        max_by(contract_id, (starts_on, contract_line_id)) as contract_id,
        max_by(contract_line_id, (starts_on, contract_line_id)) as contract_line_id,
        min(product_name) as product_name,
        min(starts_on) as first_on,
        min(contract_line.currency) as currency,
        min(contract_line.currency) = max(contract_line.currency) as is_of_one_currency,
        sum(quantity) as quantity,
        max(current_price) as unit_price,
        max(discount_percent) as discount_percent,
        sum(current_price * quantity) as amount,
        -- Tiers are as they stand: beside a price that was raised since they say nothing.
        if(bool_and(current_price = unit_price), sum(tiered_line.worth)::hugeint, null) as tiered_worth
    from contract_line
    left join tiered_line using (line_number)
    where is_running
    group by subscription_id, product_key
    -- What was taken away again is not sold.
    having sum(quantity) is distinct from 0
),

-- Tiers make no unit price. What the contract says is that of the tiers where it is their average, as exactly as that can
-- be written, or their amount; else the average is what it should be.
averaged as (
    select
        subscription_id,
        product_key,
        rounded(price_of(tiered_worth // whole_quantity(quantity)), currency) as average_price,
        price_of(tiered_worth // 1000000) as tiered_amount,
        abs(amount - tiered_amount) * 2 <= smallest_unit(currency) * abs(quantity) or unit_price = tiered_amount as is_agreed,
        if(is_agreed, unit_price, average_price) as unit_price
    from sold
    where tiered_worth is not null
),

held as (
    select
        subscription_id,
        product_key,
        max(subscription_line_id) as subscription_line_id,
        min(product_name) as product_name,
        sum(quantity) as quantity,
        max(unit_price) as unit_price,
        max(discount_percent) as discount_percent,
        max(billing_period) as billing_period,
        max(charge_timing) as charge_timing,
        max(months) as months,
        bool_and(is_one_time) as is_one_time,
        bool_or(coalesce(pricing_model in ('volume', 'tiered'), false)) as is_tiered
    from subscription_line
    group by subscription_id, product_key
)

select
    {
        'account_id': terms.account_id,
        'contract_id': coalesce(parted.contract_id, sold.contract_id, terms.contract_id),
        'contract_line_id': coalesce(parted.contract_line_id, sold.contract_line_id),
        'subscription_id': terms.subscription_id,
        'subscription_line_id': coalesce(parted.subscription_line_id, held.subscription_line_id),
        'product_key': coalesce(sold.product_key, held.product_key),
        'period_start': coalesce(parted_from.from_on, sold.first_on),
        'currency': terms.currency
    } as subject,
    terms.account_id,
    terms.currency,
    terms.subscription_id,
    terms.starts_on,
    coalesce(sold.contract_id, terms.contract_id) as contract_id,
    coalesce(sold.product_key, held.product_key) as product_key,
    coalesce(sold.product_name, held.product_name, sold.product_key, held.product_key) as product_name,
    sold.contract_line_id,
    coalesce(parted.quantity, sold.quantity) as quantity,
    parted.quantity_price,
    if(several_prices.product_key is null, sold.unit_price, parted.price) as unit_price,
    if(several_prices.product_key is null, sold.discount_percent, parted.discount) as discount_percent,
    held.subscription_line_id,
    coalesce(parted.held_quantity, held.quantity) as held_quantity,
    case
        when held.is_tiered then averaged.unit_price
        when several_prices.product_key is null then held.unit_price
        else parted.held_price
    end as held_unit_price,
    if(several_prices.product_key is null, held.discount_percent, parted.held_discount) as held_discount_percent,
    held.billing_period as held_billing_period,
    held.charge_timing as held_charge_timing,
    coalesce(held.is_one_time, false) as is_one_time,
    sold.product_key is not null as is_sold,
    held.product_key is not null as is_held,
    coalesce(held.is_one_time or held.months = terms.months, true) as is_of_same_period,
    -- Amounts are compared only where both sides count in the same currency and the same periods.
    is_of_same_period
    and terms.currency = terms.held_currency
    and coalesce(sold.is_of_one_currency and sold.currency = terms.held_currency, true) as is_comparable
from sold
full join held on held.subscription_id = sold.subscription_id and held.product_key = sold.product_key
left join averaged on averaged.subscription_id = sold.subscription_id and averaged.product_key = sold.product_key
left join several_prices
    on several_prices.subscription_id = sold.subscription_id and several_prices.product_key = sold.product_key
left join parted_from
    on parted_from.subscription_id = sold.subscription_id and parted_from.product_key = sold.product_key
left join parted on parted.subscription_id = sold.subscription_id and parted.product_key = sold.product_key
inner join terms on terms.subscription_id = coalesce(sold.subscription_id, held.subscription_id);
