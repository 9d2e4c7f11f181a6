-- What is due to be billed: one row for each line of a won contract and each billing period of it, and one for each
-- line that is billed once. A part of a period is charged by days, rounded half up once, to the currency's smallest unit.
-- grain: line_number, period_start
-- columns: period_end, its last day, null where billed once; net_amount in currency; due_on, the day it is to be
--   invoiced, the first day in advance, the day after the last in arrears; used_days of the period's whole_days.
--   Source: metrics, Billing.
create or replace temp table expected as
with line as (
    select
        contract_line.line_number,
        contract_line.is_one_time,
        contract_line.starts_on,
        contract_line.ends_on,
        contract.anchor_on,
        contract.months,
        coalesce(lower(contract.charge_timing) <> 'in arrears', true) as is_in_advance,
        -- Whole numbers only, so that nothing is rounded before the end: ten places of the price, six of the quantity,
        -- four of the percentage and its hundred make 10^22 of the amount.
        (contract_line.unit_price * 10000000000)::hugeint
        * (contract_line.quantity * 1000000)::hugeint
        * ((100 - contract_line.discount_percent) * 10000)::hugeint as exact,
        smallest_unit(contract_line.currency) as currency_unit,
        (smallest_unit(contract_line.currency) * 1000)::hugeint * 10000000000000000000 as exact_unit
    from contract_line
    inner join contract using (contract_id)
    where contract.is_dated
),

numbered as (
    select
        line.*,
        -- Some write a contract without an end as one to the year 9999: ten years ahead are enough.
        least(coalesce(ends_on, setting.as_of + 31), setting.as_of + 3660) as last_day,
        unnest(range(date_diff('month', anchor_on, last_day) // months + 2)) as number
    from line
    cross join setting
    where not is_one_time and months is not null
),

period as (
    select
        * exclude (number, last_day),
        (anchor_on + to_months((number * months)::integer))::date as begins_on,
        (anchor_on + to_months(((number + 1) * months)::integer))::date as next_begins_on
    from numbered
),

part as (
    select
        *,
        greatest(begins_on, starts_on) as period_start,
        least(next_begins_on - 1, coalesce(ends_on, next_begins_on - 1)) as period_end,
        next_begins_on - begins_on as whole_days
    from period
),

charged as (
    select *, (period_end - period_start + 1) as used_days
    from part
    where period_start <= period_end
    union all by name
    select *, starts_on as period_start, null::date as period_end, 1 as whole_days, 1 as used_days
    from line
    where is_one_time
)

select
    line_number,
    period_start,
    period_end,
    used_days,
    whole_days,
    used_days < whole_days as is_partial,
    case when is_one_time or is_in_advance then period_start else period_end + 1 end as due_on,
    (
        (2 * exact * used_days::hugeint + whole_days::hugeint * exact_unit) // (2 * whole_days::hugeint * exact_unit)
    )::decimal(18, 0) * currency_unit as net_amount
from charged;
