-- Recurring revenue of accounts, and what it moved between days. Source: metrics, Recurring revenue.
-- grain: account_id, currency and day; account_id, currency and closed_on
-- columns: currency is the reporting one where that is asked for and has a rate on rated_on, so that all days of an answer
--   are converted alike and no movement is one of rates; movement is new, reactivation, expansion, contraction, churn, or
--   unchanged; opening_amount and closing_amount a month.

-- Of some products, of all where product_ids is null.
create or replace macro model.product_mrr(days, only_currency, rated_on, reporting, product_ids) as table
with own as (
    select account_id, currency, day, coalesce(sum(mrr_amount), 0) as mrr_amount
    from model.kept_mrr(days)
    where only_currency in ('', currency) and coalesce(list_contains(product_ids, coalesce(product_id, '')), true)
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

create or replace macro model.account_mrr(days, only_currency, rated_on, reporting) as table
from model.product_mrr(days, only_currency, rated_on, reporting, null::varchar[]);

-- The products of one name, as recurring revenue is split by it; null for any other dimension than product.
create or replace macro model.products_of(dimension, part) as if(
    dimension = 'product',
    list_append(coalesce((select list(id) from ordway.products where name = part), []::varchar[]), part),
    null::varchar[]
);

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

-- Each day of an account as the closing of a month, and the month after its last one as that of what it lost.
stretch as (
    select
        recurring.*,
        lag(mrr_amount) over by_day as amount_before,
        lag(day) over by_day as day_before,
        lead(day) over by_day as day_after
    from recurring
    window by_day as (partition by account_id, currency order by day)
),

moved as (
    select
        stretch.account_id,
        stretch.currency,
        span.opened_on,
        span.closed_on,
        if(stretch.day_before = span.opened_on, stretch.amount_before, 0) as opening,
        stretch.mrr_amount as closing
    from stretch
    inner join span on span.closed_on = stretch.day
    union all
    select stretch.account_id, stretch.currency, span.opened_on, span.closed_on, stretch.mrr_amount, 0
    from stretch
    inner join span on span.opened_on = stretch.day
    where stretch.day_after is distinct from span.closed_on
),

began as (
    select
        since.account_id,
        coalesce(rate.told_currency, since.currency) as currency,
        min(since.began_on) as began_on
    from recon.recurring_since as since
    left join model.reporting_rate(last_day_asked, reporting) as rate on rate.currency = since.currency
    where only_currency in ('', since.currency)
    group by since.account_id, coalesce(rate.told_currency, since.currency)
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
left join began
    on moved.opening = 0
    and began.account_id is not distinct from moved.account_id
    and began.currency is not distinct from moved.currency;
