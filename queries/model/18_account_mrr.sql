-- What accounts bring in a month, from when until when, all their lines added up, with all products and with each. Nothing of
-- an account overlaps, so that whatever is told of all on a day is the sum of what began by then less what ended.
-- An extract of the view is kept as recon.account_mrr: a query that reads it says so in its header.
-- grain: product, account_id, currency and starts_on; of one product or of all together account_id, currency and starts_on
--   for product_mrr and told_mrr; account_id, currency and day for account_mrr; currency and day for mrr_on
-- columns: product, null for all together; starts_on and ends_before, half-open; mrr_amount a month, in currency; count_without_months, lines whose billing
--   period has no known length; has_other_currency, the account has some in another currency too. Of the macros currency is
--   the reporting one where that is asked for and has a rate on rated_on, so that all days of an answer are converted alike.

create or replace view model.account_mrr_span as
with line as (
    select
        span.account_id,
        span.currency,
        span.starts_on,
        span.ends_before,
        coalesce(span.mrr_amount, 0) as mrr_amount,
        (span.months is null)::integer as count_without_months,
        coalesce(product.name, span.product_id, '') as product
    from recon.mrr_span as span
    left join ordway.products as product on product.id = span.product_id
),

edge as (
    select product, account_id, currency, starts_on as day, mrr_amount as amount, 1 as count_lines, count_without_months
    from line
    union all
    select product, account_id, currency, ends_before, -mrr_amount, -1, -count_without_months
    from line
),

-- A line that takes the place of another with as much changes nothing.
change as (
    select
        product,
        account_id,
        currency,
        day,
        sum(amount) as amount,
        sum(count_lines) as count_lines,
        sum(count_without_months) as count_without_months
    from (select * replace (unnest([null, product]) as product) from edge)
    group by product, account_id, currency, day
    having sum(amount) <> 0 or sum(count_lines) <> 0 or sum(count_without_months) <> 0
),

running as (
    select
        product,
        account_id,
        currency,
        day as starts_on,
        lead(day) over in_order as ends_before,
        sum(amount) over in_order as mrr_amount,
        sum(count_lines) over in_order as count_lines,
        sum(count_without_months) over in_order as count_without_months
    from change
    window in_order as (partition by product, account_id, currency order by day)
),

several as (
    select coalesce(account_id, '') as account_id
    from recon.mrr_span
    group by account_id
    having count(distinct coalesce(currency, '')) > 1
)

select
    product,
    account_id,
    currency,
    starts_on,
    ends_before,
    mrr_amount::decimal(18, 4) as mrr_amount,
    count_without_months::integer as count_without_months,
    coalesce(account_id, '') in (from several) as has_other_currency
from running
where count_lines > 0;

-- What is converted by itself in several currencies is added up. Hardly any account has more than one, so that those are read
-- apart.
create or replace macro model.product_mrr(only_currency, rated_on, reporting, only_product) as table
with span as not materialized (
    select
        kept.account_id,
        coalesce(rate.told_currency, kept.currency) as currency,
        kept.starts_on,
        kept.ends_before,
        model.converted(kept.mrr_amount, rate.rate) as mrr_amount,
        kept.count_without_months,
        reporting <> '' and kept.has_other_currency as may_overlap
    from recon.account_mrr as kept
    left join model.reporting_rate(rated_on, reporting) as rate on rate.currency = kept.currency
    where only_currency in ('', kept.currency) and kept.product is not distinct from only_product
),

edge as (
    select
        account_id,
        currency,
        unnest([starts_on, ends_before]) as day,
        unnest([1, -1]) * mrr_amount as amount,
        unnest([1, -1]) as count_spans,
        unnest([1, -1]) * count_without_months as count_without_months
    from span
    where may_overlap
),

change as (
    select
        account_id,
        currency,
        day,
        sum(amount) as amount,
        sum(count_spans) as count_spans,
        sum(count_without_months) as count_without_months
    from edge
    group by account_id, currency, day
),

running as (
    select
        account_id,
        currency,
        day as starts_on,
        lead(day) over in_order as ends_before,
        (sum(amount) over in_order)::decimal(20, 4) as mrr_amount,
        (sum(count_without_months) over in_order)::integer as count_without_months,
        sum(count_spans) over in_order as count_spans
    from change
    window in_order as (partition by account_id, currency order by day)
)

select account_id, currency, starts_on, ends_before, mrr_amount, count_without_months
from span
where not may_overlap
union all
select account_id, currency, starts_on, ends_before, mrr_amount, count_without_months
from running
where count_spans > 0;

create or replace macro model.told_mrr(only_currency, rated_on, reporting) as table
from model.product_mrr(only_currency, rated_on, reporting, null::varchar);

create or replace macro model.account_mrr(days, only_currency, rated_on, reporting) as table
select told.account_id, told.currency, asked.day, told.mrr_amount::decimal(38, 4) as mrr_amount
from (select distinct unnest(days)::date as day) as asked
inner join model.told_mrr(only_currency, rated_on, reporting) as told
    on told.starts_on <= asked.day and told.ends_before > asked.day;

-- All accounts together: each change is looked at once, however many days are asked for.
create or replace macro model.mrr_on(days, only_currency, rated_on, reporting) as table
with change as (
    select
        currency,
        unnest([starts_on, ends_before]) as day,
        unnest([1, -1]) as sign,
        mrr_amount,
        (mrr_amount > 0 and account_id is not null)::integer as count_accounts,
        count_without_months
    from model.told_mrr(only_currency, rated_on, reporting)
),

by_day as (
    select
        currency,
        day,
        sum(sign * mrr_amount) as mrr_amount,
        sum(sign * count_accounts) as count_accounts,
        sum(sign * count_without_months) as count_without_months,
        sum(sign) as count_spans
    from change
    group by currency, day
)

select
    by_day.currency,
    asked.day,
    sum(by_day.mrr_amount)::decimal(38, 4) as mrr_amount,
    sum(by_day.count_accounts)::bigint as count_accounts,
    sum(by_day.count_without_months)::bigint as count_without_months
from (select distinct unnest(days)::date as day) as asked
inner join by_day on by_day.day <= asked.day
group by by_day.currency, asked.day
having sum(by_day.count_spans) > 0;
