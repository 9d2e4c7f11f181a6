-- When the money that is open should come in, week by week: each invoice on its due day and as many days later as its
-- customer mostly pays, with what comes in earlier and later if all of them pay at their quicker and slower quartile.
-- What should have come by now is expected in the week of as_of; of a customer that never paid, on the due day.
-- grain: currency, week_starts_on
-- kept: settlements
-- params: as_of date, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   week_starts_on date: a Monday
--   expected_amount decimal(38,4): expected within the week
--   expected_until decimal(38,4): expected by the end of the week, all weeks before included
--   low_until decimal(38,4): in by the end of the week if everybody pays late
--   high_until decimal(38,4): in by the end of the week if everybody pays early
--   count_invoices bigint: invoices expected within the week
with owed as (
    select
        owed.currency,
        owed.balance,
        coalesce(owed.due_on, $as_of) as due_on,
        coalesce(behaviour.low_days_late, 0) as low,
        coalesce(behaviour.median_days_late, 0) as median,
        coalesce(behaviour.high_days_late, 0) as high
    from model.reported_receivable($as_of, $reporting) as owed
    left join model.payment_behaviour($as_of) as behaviour using (ordway_customer_id)
    where $currency in ('', owed.currency)
),

placed as (
    select
        currency,
        balance,
        date_trunc('week', greatest((due_on + low::integer)::date, $as_of))::date as early_week,
        date_trunc('week', greatest((due_on + median::integer)::date, $as_of))::date as expected_week,
        date_trunc('week', greatest((due_on + high::integer)::date, $as_of))::date as late_week
    from owed
),

moved as (
    select currency, expected_week as week_starts_on, balance as expected, 0 as low, 0 as high, 1 as invoices
    from placed
    union all
    select currency, late_week, 0, balance, 0, 0
    from placed
    union all
    select currency, early_week, 0, 0, balance, 0
    from placed
),

weekly as (
    select
        currency,
        week_starts_on,
        sum(expected) as expected,
        sum(low) as low,
        sum(high) as high,
        sum(invoices) as invoices
    from moved
    group by currency, week_starts_on
)

select
    currency,
    week_starts_on,
    expected::decimal(38, 4) as expected_amount,
    (sum(expected) over until_then)::decimal(38, 4) as expected_until,
    (sum(low) over until_then)::decimal(38, 4) as low_until,
    (sum(high) over until_then)::decimal(38, 4) as high_until,
    invoices::bigint as count_invoices
from weekly
window until_then as (partition by currency order by week_starts_on)
order by currency, week_starts_on
