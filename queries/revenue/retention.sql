-- How much of the recurring revenue of a year ago is still there: on a day and at the ends of the months before it.
-- Source: metrics, Recurring revenue; over the accounts that had some a year before, each currency by itself.
-- grain: currency, closed_on
-- kept: mrr
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
    from model.account_mrr(
        list_concat(
            model.month_ends($as_of, 1, $months),
            model.month_ends($as_of, 13, $months + 12),
            [$as_of, ($as_of - to_months(12))::date]
        ),
        $currency,
        $as_of,
        $reporting
    )
),

account as (
    select span.*, opened.currency, opened.mrr_amount as opening, coalesce(closed.mrr_amount, 0) as closing
    from span
    inner join recurring as opened on opened.day = span.opened_on and opened.mrr_amount > 0
    left join recurring as closed
        on closed.day = span.closed_on
        and closed.account_id is not distinct from opened.account_id
        and closed.currency is not distinct from opened.currency
)

select
    currency,
    opened_on,
    closed_on,
    sum(opening)::decimal(38, 4) as opening_amount,
    sum(greatest(closing - opening, 0))::decimal(38, 4) as expansion_amount,
    coalesce(sum(closing - opening) filter (closing > 0 and closing < opening), 0)::decimal(38, 4)
        as contraction_amount,
    coalesce(sum(-opening) filter (closing = 0), 0)::decimal(38, 4) as churn_amount,
    model.ratio(sum(closing), sum(opening)) as nrr,
    model.ratio(sum(least(closing, opening)), sum(opening)) as grr
from account
group by currency, opened_on, closed_on
order by currency, closed_on
