-- What the recurring revenue of accounts moved between days. Source: metrics, Recurring revenue.
-- grain: account_id, currency and closed_on
-- columns: currency is the reporting one where that is asked for and has a rate on rated_on, so that all days of an answer
--   are converted alike and no movement is one of rates; movement is new, reactivation, expansion, contraction or churn;
--   opening_amount and closing_amount a month.

-- The ends of the months before a day, the latest first; `from_month` 1 is the month before.
create or replace macro model.month_ends(day, from_month, until_month) as list_transform(
    range(from_month, until_month + 1), lambda number: last_day((day - to_months(number::integer))::date)
);

-- The months up to a day, each from the end of the one before; the last one ends with the day.
create or replace macro model.month_until(last_day_asked, count_months) as table
select
    last_day((last_day_asked - to_months(number::integer + 1))::date) as opened_on,
    if(number = 0, last_day_asked, last_day((last_day_asked - to_months(number::integer))::date)) as closed_on
from range(count_months) as counted(number);

-- Only what moved: an account whose amount at a month's beginning stands to its end moved nothing within it.
create or replace macro model.mrr_movement(last_day_asked, count_months, only_currency, reporting) as table
with span as materialized (
    from model.told_mrr(only_currency, last_day_asked, reporting)
    where ends_before > last_day((last_day_asked - to_months(count_months::integer))::date) and starts_on <= last_day_asked
),

ended as (
    select span.account_id, span.currency, month.opened_on, month.closed_on, span.mrr_amount
    from model.month_until(last_day_asked, count_months) as month
    inner join span
        on span.starts_on <= month.opened_on
        and span.ends_before > month.opened_on
        and span.ends_before <= month.closed_on
),

begun as (
    select span.account_id, span.currency, month.opened_on, month.closed_on, span.mrr_amount
    from model.month_until(last_day_asked, count_months) as month
    inner join span
        on span.starts_on > month.opened_on
        and span.starts_on <= month.closed_on
        and span.ends_before > month.closed_on
),

moved as (
    select
        account_id,
        currency,
        opened_on,
        closed_on,
        sum(opening) as opening,
        sum(closing) as closing
    from (
        select account_id, currency, opened_on, closed_on, mrr_amount as opening, 0 as closing from ended
        union all
        select account_id, currency, opened_on, closed_on, 0, mrr_amount from begun
    )
    group by account_id, currency, opened_on, closed_on
    having sum(opening) <> sum(closing)
),

began as (
    select
        since.account_id,
        coalesce(rate.told_currency, since.currency) as currency,
        min(since.began_on) as began_on
    from recon.recurring_since as since
    left join model.reporting_rate(last_day_asked, reporting) as rate on rate.currency = since.currency
    where only_currency in ('', since.currency)
        and coalesce(since.account_id, '') in (select coalesce(account_id, '') from moved where opening = 0)
    group by since.account_id, coalesce(rate.told_currency, since.currency)
)

select
    moved.account_id,
    moved.currency,
    moved.opened_on,
    moved.closed_on,
    case
        when moved.opening = 0 and coalesce(began.began_on <= moved.opened_on, false) then 'reactivation'
        when moved.opening = 0 then 'new'
        when moved.closing = 0 then 'churn'
        when moved.closing > moved.opening then 'expansion'
        else 'contraction'
    end as movement,
    moved.opening::decimal(38, 4) as opening_amount,
    moved.closing::decimal(38, 4) as closing_amount
from moved
left join began
    on began.account_id is not distinct from moved.account_id
    and began.currency is not distinct from moved.currency;
