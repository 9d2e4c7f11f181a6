-- Recurring revenue of accounts, and what it moved between days. Source: metrics, Recurring revenue.
-- grain: account_id, currency and day; account_id, currency and closed_on
-- columns: currency is the reporting one where that is asked for and has a rate on rated_on, so that all days of an answer
--   are converted alike and no movement is one of rates; movement is new, reactivation, expansion, contraction, churn, or
--   unchanged; opening_amount and closing_amount a month.

create or replace macro model.account_mrr(days, only_currency, rated_on, reporting) as table
with own as (
    select account_id, currency, day, coalesce(sum(mrr_amount), 0) as mrr_amount
    from model.mrr(days)
    where only_currency in ('', currency)
    group by account_id, currency, day
)

select
    own.account_id,
    coalesce(rate.told_currency, own.currency) as currency,
    own.day,
    sum(model.converted(own.mrr_amount, rate.rate))::decimal(38, 4) as mrr_amount
from own
left join model.reporting_rate(rated_on, reporting) as rate on rate.currency = own.currency
group by own.account_id, coalesce(rate.told_currency, own.currency), own.day;

-- The first day that an account was charged for something that recurs.
create or replace macro model.mrr_began(only_currency, rated_on, reporting) as table
with planned as (
    select billing_schedule_id as schedule_id, min(start_date) as began_on
    from ordway.billing_schedule_lines
    where quantity * unit_price > 0
    group by billing_schedule_id
)

select
    line.account_id,
    coalesce(rate.told_currency, line.currency) as currency,
    min(planned.began_on) as began_on
from model.recurring_line as line
inner join planned using (schedule_id)
left join model.reporting_rate(rated_on, reporting) as rate on rate.currency = line.currency
where only_currency in ('', line.currency)
group by line.account_id, coalesce(rate.told_currency, line.currency);

-- The ends of the months before a day, the latest first; `from_month` 1 is the month before.
create or replace macro model.month_ends(day, from_month, until_month) as list_transform(
    range(from_month, until_month + 1), lambda number: last_day((day - to_months(number::integer))::date)
);

create or replace macro model.mrr_movement(last_day_asked, count_months, only_currency, reporting) as table
with span as (
    select
        last_day((last_day_asked - to_months(number::integer + 1))::date) as opened_on,
        if(number = 0, last_day_asked, last_day((last_day_asked - to_months(number::integer))::date)) as closed_on
    from range(count_months) as counted(number)
),

recurring as materialized (
    from model.account_mrr(
        list_append(model.month_ends(last_day_asked, 1, count_months), last_day_asked),
        only_currency,
        last_day_asked,
        reporting
    )
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

moved as (
    select account_id, currency, opened_on, closed_on, sum(opening) as opening, sum(closing) as closing
    from side
    group by account_id, currency, opened_on, closed_on
)

select
    moved.account_id,
    moved.currency,
    moved.opened_on,
    moved.closed_on,
    case
        when moved.opening = moved.closing then 'unchanged'
        when moved.opening = 0 and coalesce(began.began_on <= moved.opened_on, false) then 'reactivation'
        when moved.opening = 0 then 'new'
        when moved.closing = 0 then 'churn'
        when moved.closing > moved.opening then 'expansion'
        else 'contraction'
    end as movement,
    moved.opening::decimal(38, 4) as opening_amount,
    moved.closing::decimal(38, 4) as closing_amount
from moved
left join model.mrr_began(only_currency, last_day_asked, reporting) as began
    on began.account_id is not distinct from moved.account_id and began.currency is not distinct from moved.currency;
