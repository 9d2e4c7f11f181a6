-- How much of the recurring revenue of a year ago is still there: on a day and at the ends of the months before it.
-- Source: metrics, Recurring revenue; over the accounts that had some a year before, each currency by itself.
-- grain: currency, closed_on
-- kept: account_mrr
-- rests on: extracts
-- params: as_of date, months integer = 0, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   opened_on date: a year before closed_on; the month's end where closed_on is one
--   closed_on date: as_of, or the last day of one of the months before it
--   opening_amount decimal(38,4): recurring revenue a month on opened_on
--   expansion_amount decimal(38,4): what some of its accounts brought in more on closed_on
--   contraction_amount decimal(38,4): what others brought in less, negative
--   churn_amount decimal(38,4): what was lost with accounts that have none any more, negative
--   nrr decimal(18,4): net retention: opening with all three, as a share of opening
--   grr decimal(18,4): gross retention: the same without expansion
with span as (
    select if(number = 0, $as_of, last_day(($as_of - to_months(number::integer))::date)) as closed_on,
        if(number = 0, ($as_of - to_months(12))::date, last_day(($as_of - to_months(number::integer + 12))::date))
            as opened_on
    from range($months + 1) as counted(number)
),

recurring as materialized (
    from model.told_mrr($currency, $as_of, $reporting)
    where mrr_amount > 0
),

opened as (
    select currency, day as opened_on, mrr_amount
    from model.mrr_on((select list(opened_on) from span), $currency, $as_of, $reporting)
    where mrr_amount > 0
),

-- Who brings in at the end what they did at the beginning need not be looked at again.
ended as materialized (
    select span.opened_on, span.closed_on, recurring.account_id, recurring.currency, recurring.mrr_amount as opening
    from span
    inner join recurring
        on recurring.starts_on <= span.opened_on
        and recurring.ends_before > span.opened_on
        and recurring.ends_before <= span.closed_on
),

changed as (
    select ended.*, coalesce(later.mrr_amount, 0) as closing
    from ended
    left join recurring as later
        on later.account_id is not distinct from ended.account_id
        and later.currency is not distinct from ended.currency
        and later.starts_on <= ended.closed_on
        and later.ends_before > ended.closed_on
),

moved as (
    select
        currency,
        opened_on,
        closed_on,
        sum(greatest(closing - opening, 0)) as expansion,
        sum(least(closing - opening, 0)) filter (closing > 0) as contraction,
        sum(-opening) filter (closing = 0) as churn
    from changed
    group by currency, opened_on, closed_on
),

told as (
    select
        opened.currency,
        span.opened_on,
        span.closed_on,
        opened.mrr_amount as opening,
        coalesce(moved.expansion, 0) as expansion,
        coalesce(moved.contraction, 0) as contraction,
        coalesce(moved.churn, 0) as churn
    from span
    inner join opened using (opened_on)
    left join moved
        on moved.opened_on = span.opened_on
        and moved.closed_on = span.closed_on
        and moved.currency is not distinct from opened.currency
)

select
    currency,
    opened_on,
    closed_on,
    opening::decimal(38, 4) as opening_amount,
    expansion::decimal(38, 4) as expansion_amount,
    contraction::decimal(38, 4) as contraction_amount,
    churn::decimal(38, 4) as churn_amount,
    model.ratio(opening + expansion + contraction + churn, opening) as nrr,
    model.ratio(opening + contraction + churn, opening) as grr
from told
order by currency, closed_on
