-- What recurring revenue moved from one month's end to the next, and from the last one to a day, by what moved it.
-- An account that is billed in two currencies moves in each of them by itself. opening + all movements = closing.
-- grain: currency, closed_on
-- params: as_of date, months integer = 12, currency varchar = ''
-- columns:
--   currency varchar: of all amounts in the row
--   opened_on date: the end of the month before
--   closed_on date: the end of the month, or as_of
--   opening_amount decimal(38,4): recurring revenue a month on opened_on
--   new_amount decimal(38,4): of accounts that had none on opened_on nor ever before
--   reactivation_amount decimal(38,4): of accounts that had none on opened_on, but some before
--   expansion_amount decimal(38,4): more than on opened_on
--   contraction_amount decimal(38,4): less than on opened_on, negative
--   churn_amount decimal(38,4): of accounts that have none any more, negative
--   closing_amount decimal(38,4): recurring revenue a month on closed_on
with span as (
    select
        last_day(($as_of - to_months(number::integer + 1))::date) as opened_on,
        if(number = 0, $as_of, last_day(($as_of - to_months(number::integer))::date)) as closed_on
    from range($months) as counted(number)
),

recurring as (
    select account_id, currency, day, coalesce(sum(mrr_amount), 0) as mrr_amount
    from model.mrr(list_append(
        list_transform(range(1, $months + 1), lambda number: last_day(($as_of - to_months(number::integer))::date)), $as_of
    ))
    where $currency in ('', currency)
    group by all
),

began as (
    select line.account_id, line.currency, min(planned.start_date) as began_on
    from ordway.billing_schedule_lines as planned
    inner join model.recurring_line as line on line.schedule_id = planned.billing_schedule_id
    where planned.quantity * planned.unit_price > 0
    group by all
),

side as (
    select account_id, currency, span.*, recurring.mrr_amount as opening, 0 as closing
    from span
    inner join recurring on recurring.day = span.opened_on
    union all
    select account_id, currency, span.*, 0 as opening, recurring.mrr_amount as closing
    from span
    inner join recurring on recurring.day = span.closed_on
),

account as (
    select
        currency,
        opened_on,
        closed_on,
        sum(opening) as opening,
        sum(closing) as closing,
        coalesce(any_value(began.began_on) <= opened_on, false) as had_some
    from side
    left join began using (account_id, currency)
    group by account_id, currency, opened_on, closed_on
)

select
    currency,
    opened_on,
    closed_on,
    sum(opening)::decimal(38, 4) as opening_amount,
    coalesce(sum(closing) filter (opening = 0 and not had_some), 0)::decimal(38, 4) as new_amount,
    coalesce(sum(closing) filter (opening = 0 and had_some), 0)::decimal(38, 4) as reactivation_amount,
    coalesce(sum(closing - opening) filter (opening > 0 and closing > opening), 0)::decimal(38, 4) as expansion_amount,
    coalesce(sum(closing - opening) filter (closing > 0 and closing < opening), 0)::decimal(38, 4)
        as contraction_amount,
    coalesce(sum(-opening) filter (closing = 0), 0)::decimal(38, 4) as churn_amount,
    sum(closing)::decimal(38, 4) as closing_amount
from account
group by currency, opened_on, closed_on
order by currency, closed_on
