-- What recurring revenue moved from one month's end to the next, and from the last one to a day, by what moved it.
-- An account that is billed in two currencies moves in each of them by itself, and as one where both are converted.
-- opening + all movements = closing.
-- grain: currency, closed_on
-- kept: account_mrr, recurring_since
-- rests on: extracts
-- params: as_of date, months integer = 12, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   opened_on date: the end of the month before
--   closed_on date: the end of the month, or as_of
--   opening_amount decimal(38,4): recurring revenue a month on opened_on
--   new_amount decimal(38,4): of accounts that had none on opened_on nor ever before
--   reactivation_amount decimal(38,4): of accounts that had none on opened_on, but some before
--   expansion_amount decimal(38,4): more than on opened_on
--   contraction_amount decimal(38,4): less than on opened_on, negative
--   churn_amount decimal(38,4): of accounts that have none any more, negative
--   closing_amount decimal(38,4): recurring revenue a month on closed_on
with month as (
    from model.month_until($as_of, $months)
),

moved as (
    select currency, closed_on, movement, sum(closing_amount - opening_amount) as amount
    from model.mrr_movement($as_of, $months, $currency, $reporting)
    group by currency, closed_on, movement
),

-- A month without any amount at either end has no row.
recurring as (
    select day, currency, mrr_amount
    from model.mrr_on((select list_concat(list(opened_on), list(closed_on)) from month), $currency, $as_of, $reporting)
),

running as (
    select distinct recurring.currency, month.opened_on, month.closed_on
    from month
    inner join recurring on recurring.day in (month.opened_on, month.closed_on)
),

at_first as (
    select currency, mrr_amount
    from recurring
    where day = (select min(opened_on) from month)
),

told as (
    select
        running.currency,
        running.opened_on,
        running.closed_on,
        coalesce(any_value(at_first.mrr_amount), 0) as at_first,
        coalesce(sum(moved.amount), 0) as amount,
        coalesce(sum(moved.amount) filter (moved.movement = 'new'), 0) as new_amount,
        coalesce(sum(moved.amount) filter (moved.movement = 'reactivation'), 0) as reactivation_amount,
        coalesce(sum(moved.amount) filter (moved.movement = 'expansion'), 0) as expansion_amount,
        coalesce(sum(moved.amount) filter (moved.movement = 'contraction'), 0) as contraction_amount,
        coalesce(sum(moved.amount) filter (moved.movement = 'churn'), 0) as churn_amount
    from running
    left join at_first on at_first.currency is not distinct from running.currency
    left join moved
        on moved.currency is not distinct from running.currency and moved.closed_on = running.closed_on
    group by running.currency, running.opened_on, running.closed_on
)

select
    currency,
    opened_on,
    closed_on,
    (at_first + sum(amount) over until_then - amount)::decimal(38, 4) as opening_amount,
    new_amount::decimal(38, 4) as new_amount,
    reactivation_amount::decimal(38, 4) as reactivation_amount,
    expansion_amount::decimal(38, 4) as expansion_amount,
    contraction_amount::decimal(38, 4) as contraction_amount,
    churn_amount::decimal(38, 4) as churn_amount,
    (at_first + sum(amount) over until_then)::decimal(38, 4) as closing_amount
from told
window until_then as (partition by currency order by closed_on)
order by currency, closed_on
