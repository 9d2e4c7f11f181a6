-- What is due to be billed: one row for each line of a won contract and each billing period of it, and one for each
-- line that is billed once. A part of a period is charged by days, rounded half up once, to the currency's smallest unit.
-- grain: contract_line_id, period_start
-- columns: period_end, its last day, null where billed once; net_amount in currency; due_on, the day it is to be
--   invoiced, the first day in advance, the day after the last in arrears. Source: metrics, Billing.
create or replace temp table expected as
with line as (
    select
        contract_line.*,
        contract.anchor_on,
        contract.months,
        coalesce(lower(contract.charge_timing) <> 'in arrears', true) as is_in_advance,
        -- Whole numbers only, so that nothing is rounded before the end: ten places of the price, six of the quantity,
        -- four of the percentage and its hundred make 10^22 of the amount.
        (contract_line.unit_price * 10000000000)::hugeint
        * (contract_line.quantity * 1000000)::hugeint
        * ((100 - contract_line.discount_percent) * 10000)::hugeint as exact
    from contract_line
    inner join contract using (contract_id)
),

numbered as (
    select
        line.*,
        unnest(range(date_diff('month', anchor_on, coalesce(ends_on, setting.as_of + 31)) // months + 2)) as number
    from line
    cross join setting
    where not is_one_time and months is not null
),

period as (
    select
        * exclude (number),
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
    contract_line_id,
    contract_id,
    account_id,
    subscription_id,
    bundle_id,
    product_key,
    currency,
    period_start,
    period_end,
    used_days < whole_days as is_partial,
    case when is_one_time or is_in_advance then period_start else period_end + 1 end as due_on,
    (
        (2 * exact * used_days::hugeint + whole_days::hugeint * 100000000000000000000::hugeint)
        // (2 * whole_days::hugeint * 100000000000000000000::hugeint)
    )::decimal(18, 0) * 0.01::decimal(3, 2) as net_amount
from charged;
