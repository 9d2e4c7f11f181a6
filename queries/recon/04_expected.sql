-- What is due to be billed: one row for each line of a won contract and each billing period of it, and one for each
-- line that is billed once. A part of a period is charged as a part, rounded half up once, to the currency's smallest
-- unit. A term that a contract renewed itself to begins parts of its own, at its own price.
-- grain: line_number, period_start
-- columns: period_end, its last day, null where billed once; net_amount in currency, negative where something is taken
--   away; due_on, the day it is to be invoiced, the first day in advance, the day after the last in arrears; is_partial
--   where it is less than a whole period; used_days of the period's whole_days, months counted as 30 days where the
--   proration is by months, equal where a part is charged whole; renewal_number, how often the price was raised.
--   Source: metrics, Billing.

-- A day that a month does not have is its last one.
create or replace temp macro anchored_day(first_month, months, day_number) as least(
    (first_month + to_months(months::integer))::date + (day_number - 1),
    last_day((first_month + to_months(months::integer))::date)
);

-- Whole months from the first day on, each of 30 days, and the days that are left.
create or replace temp macro months_between(first_day, before_day) as
    date_diff('month', first_day, before_day)
    - if(first_day + to_months(date_diff('month', first_day, before_day)::integer) > before_day, 1, 0);

create or replace temp macro months_as_days(first_day, before_day) as
    30 * months_between(first_day, before_day)
    + (before_day - (first_day + to_months(months_between(first_day, before_day)::integer))::date);

create or replace temp macro part_amount(units, rest, exact_unit, used, whole) as (
    units * used // whole
    + (2 * ((units * used % whole) * exact_unit + rest * used) + whole * exact_unit) // (2 * whole * exact_unit)
)::decimal(18, 0);

create or replace temp table expected as
with agreed as (
    select
        contract_line.line_number,
        contract_line.subscription_id,
        contract_line.is_one_time,
        contract_term.renewal_number::integer as renewal_number,
        contract_term.starts_on,
        contract_term.ends_on,
        contract.anchor_on,
        -- 0 counts from the day of the contract's start.
        coalesce(nullif(contract_line.anchor_day, 0), day(contract.anchor_on))::integer as anchor_day,
        contract.months,
        contract_line.proration,
        contract_line.charge_timing is distinct from 'in_arrears' as is_in_advance,
        -- Whole numbers only, so that nothing is rounded before the end: ten places of the price, six of the quantity,
        -- four of the percentage and its hundred make 10^22 of the amount.
        if(
            contract_line.is_tiered,
            tiered_line.worth,
            raised_price(
                contract_line.unit_price,
                contract_line.renewal_percent,
                contract_term.renewal_number,
                contract_line.currency
            ) * whole_quantity(contract_line.quantity)
        ) * ((100 - contract_line.discount_percent) * 10000)::hugeint as signed,
        smallest_unit(contract_line.currency) as currency_unit,
        (smallest_unit(contract_line.currency) * 1000)::hugeint * 10000000000000000000 as exact_unit
    from contract_line
    inner join contract using (contract_id)
    inner join contract_term using (contract_id)
    left join tiered_line using (line_number)
    where not (contract_line.is_one_time and contract_term.renewal_number > 0)
),

-- Units and the rest of one are multiplied apart: neither outgrows what a whole number can be.
line as (
    select
        * exclude (signed),
        sign(signed)::integer * currency_unit as signed_unit,
        abs(signed) // exact_unit as units,
        abs(signed) % exact_unit as rest,
        ((2 * rest + exact_unit) // (2 * exact_unit) + units)::decimal(18, 0) * signed_unit as whole_amount,
        -- A day of the month that has not come yet when the contract starts is that of the month before.
        date_trunc('month', anchor_on)::date
            - to_months(if(day(anchor_on) < least(anchor_day, day(last_day(anchor_on))), 1, 0)) as first_month
    from agreed
    where signed is not null and anchor_day > 0
),

-- What is billed further ahead than a month was agreed too, where the contract has no end.
ahead as (
    select line.subscription_id, max(line.end_date) as billed_until
    from near_invoice_line as line
    cross join setting
    where line.end_date > setting.as_of + 31
    group by line.subscription_id
),

numbered as (
    select
        line.*,
        -- Some write a contract without an end as one to the year 9999: ten years ahead are enough.
        least(
            coalesce(ends_on, greatest(ahead.billed_until, setting.as_of + 31)), setting.as_of + 3660
        ) as last_day,
        unnest(range(
            greatest(date_diff('month', first_month, starts_on) // months - 1, 0),
            date_diff('month', first_month, last_day) // months + 2
        )) as number
    from line
    left join ahead using (subscription_id)
    cross join setting
    where not is_one_time and months is not null
),

period as (
    select
        * exclude (number, last_day, first_month),
        anchored_day(first_month, number * months, anchor_day) as begins_on,
        anchored_day(first_month, (number + 1) * months, anchor_day) as next_begins_on
    from numbered
),

part as (
    select
        *,
        greatest(begins_on, starts_on) as period_start,
        least(next_begins_on - 1, coalesce(ends_on, next_begins_on - 1)) as period_end,
        period_end - period_start + 1 < next_begins_on - begins_on as is_partial
    from period
    where period_start <= period_end
),

charged as (
    select
        *,
        case
            when not is_partial or proration = 'none' then next_begins_on - begins_on
            when proration = 'months' then least(months_as_days(period_start, period_end + 1), 30 * months)
            else period_end - period_start + 1
        end as used_days,
        if(is_partial and proration = 'months', 30 * months, next_begins_on - begins_on) as whole_days
    from part
    union all by name
    select
        *,
        starts_on as period_start,
        null::date as period_end,
        false as is_partial,
        1 as used_days,
        1 as whole_days
    from line
    where is_one_time
)

select
    line_number,
    period_start,
    period_end,
    used_days::integer as used_days,
    whole_days::integer as whole_days,
    is_partial,
    renewal_number,
    case when is_one_time or is_in_advance then period_start else period_end + 1 end as due_on,
    if(used_days = whole_days, whole_amount, part_amount(units, rest, exact_unit, used_days, whole_days) * signed_unit)
        as net_amount
from charged;
