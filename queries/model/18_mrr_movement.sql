-- Recurring revenue of accounts, and what it moved between days. Source: metrics, Recurring revenue.
-- grain: account_id, currency and day; account_id, currency and closed_on
-- columns: currency is the reporting one where that is asked for and has a rate on rated_on, so that all days of an answer
--   are converted alike and no movement is one of rates; movement is new, reactivation, expansion, contraction or churn;
--   opening_amount and closing_amount a month.

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

-- The months up to a day, each from the end of the one before; the last one ends with the day.
create or replace macro model.month_until(last_day_asked, count_months) as table
select
    last_day((last_day_asked - to_months(number::integer + 1))::date) as opened_on,
    if(number = 0, last_day_asked, last_day((last_day_asked - to_months(number::integer))::date)) as closed_on
from range(count_months) as counted(number);

-- Only what moved: an account none of whose spans begins or ends within a month brings in at its end what it did before.
create or replace macro model.mrr_movement(last_day_asked, count_months, only_currency, reporting) as table
with touched as (
    select distinct edge.account_id, month.opened_on, month.closed_on
    from (
        select account_id, unnest([starts_on, ends_before]) as day
        from recon.mrr_span
        where only_currency in ('', currency)
    ) as edge
    inner join model.month_until(last_day_asked, count_months) as month
        on edge.day > month.opened_on and edge.day <= month.closed_on
),

own as (
    select
        touched.account_id,
        span.currency,
        touched.opened_on,
        touched.closed_on,
        coalesce(sum(span.mrr_amount) filter (span.starts_on <= touched.opened_on), 0) as opening,
        coalesce(sum(span.mrr_amount) filter (span.ends_before > touched.closed_on), 0) as closing
    from touched
    inner join recon.mrr_span as span
        on span.account_id is not distinct from touched.account_id
        and (
            touched.opened_on between span.starts_on and span.ends_before - 1
            or touched.closed_on between span.starts_on and span.ends_before - 1
        )
    where only_currency in ('', span.currency)
    group by touched.account_id, span.currency, touched.opened_on, touched.closed_on
),

moved as (
    select
        own.account_id,
        coalesce(rate.told_currency, own.currency) as currency,
        own.opened_on,
        own.closed_on,
        sum(model.converted(own.opening, rate.rate)) as opening,
        sum(model.converted(own.closing, rate.rate)) as closing
    from own
    left join model.reporting_rate(last_day_asked, reporting) as rate on rate.currency = own.currency
    group by own.account_id, coalesce(rate.told_currency, own.currency), own.opened_on, own.closed_on
    having opening <> closing
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
