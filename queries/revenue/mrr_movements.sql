-- What recurring revenue moved from one month's end to the next, and from the last one to a day, by what moved it.
-- An account that is billed in two currencies moves in each of them by itself, and as one where both are converted.
-- opening + all movements = closing.
-- grain: currency, closed_on
-- kept: mrr, recurring_since
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
with moved as (
    select *, closing_amount - opening_amount as amount
    from model.mrr_movement($as_of, $months, $currency, $reporting)
)

select
    currency,
    opened_on,
    closed_on,
    sum(opening_amount)::decimal(38, 4) as opening_amount,
    coalesce(sum(amount) filter (movement = 'new'), 0)::decimal(38, 4) as new_amount,
    coalesce(sum(amount) filter (movement = 'reactivation'), 0)::decimal(38, 4) as reactivation_amount,
    coalesce(sum(amount) filter (movement = 'expansion'), 0)::decimal(38, 4) as expansion_amount,
    coalesce(sum(amount) filter (movement = 'contraction'), 0)::decimal(38, 4) as contraction_amount,
    coalesce(sum(amount) filter (movement = 'churn'), 0)::decimal(38, 4) as churn_amount,
    sum(closing_amount)::decimal(38, 4) as closing_amount
from moved
group by currency, opened_on, closed_on
order by currency, closed_on
