-- The currencies that customers are billed in, and what one unit of each is worth in the reporting currency on a day.
-- grain: currency
-- rests on: records
-- params: as_of date
-- columns:
--   currency varchar: a currency of subscriptions or invoices
--   reporting_currency varchar: the one that the policy reports in, null where it names none
--   rate decimal(18,8): of one unit, 1 for the reporting currency itself, null where there is no rate on as_of
--   since date: the day of that rate
--   count_invoices bigint: invoices in the currency, so that the one most used is known
with used as (
    select currency, count(*) as count_invoices
    from ordway.invoices
    where deleted_at is null and currency is not null
    group by currency
    union all
    select currency, 0
    from ordway.subscriptions
    where deleted_at is null and currency is not null
    group by currency
),

reporting as (
    select any_value(reporting_currency) as reporting_currency
    from recon.reporting_rate
),

rate as (
    select currency, max_by(rate, since) as rate, max(since) as since
    from recon.reporting_rate
    where since <= $as_of
    group by currency
)

select
    used.currency,
    any_value(reporting.reporting_currency) as reporting_currency,
    if(used.currency = any_value(reporting.reporting_currency), 1, any_value(rate.rate))::decimal(18, 8) as rate,
    any_value(rate.since) as since,
    sum(used.count_invoices)::bigint as count_invoices
from used
cross join reporting
left join rate on rate.currency = used.currency
group by used.currency
order by count_invoices desc, used.currency
