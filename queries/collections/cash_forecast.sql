-- When the money that is open should come in, week by week: each invoice on its due day and as many days later as its
-- customer mostly pays, with what comes in earlier and later if all of them pay at their quicker and slower quartile; what
-- was promised, by the day of the promise. What should have come by now is expected in the week of as_of; of a customer
-- that never paid, on the due day. What is on hold is in high_until alone, and what is later than its customer's slower
-- quartile not in low_until; what is more than 90 days later than that is in none: collections/cash_apart adds it up. How
-- it is placed is told in model/26_expected_cash.sql.
-- grain: currency, week_starts_on
-- kept: open_invoices, habits
-- params: as_of date, currency varchar = '', reporting varchar = '', owner varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   week_starts_on date: a Monday
--   expected_amount decimal(38,4): expected within the week
--   expected_until decimal(38,4): expected by the end of the week, all weeks before included
--   low_until decimal(38,4): in by the end of the week if everybody pays late
--   high_until decimal(38,4): in by the end of the week if everybody pays early
--   count_invoices bigint: invoices expected within the week
with cash as (
    select
        invoice_id,
        currency,
        amount,
        is_whole,
        date_trunc('week', early_on)::date as early_week,
        date_trunc('week', expected_on)::date as expected_week,
        date_trunc('week', late_on)::date as late_week
    from model.expected_cash($as_of, $reporting)
    where $currency in ('', currency) and ($owner = '' or coalesce(owner, 'nobody') = lower($owner))
),

-- An invoice counts once in a week, however many parts of it a promise makes: few are named here.
placed as materialized (
    select
        currency,
        early_week,
        expected_week,
        late_week,
        sum(amount) as amount,
        count(*) filter (is_whole) as whole_invoices,
        list(invoice_id) filter (not is_whole) as split_invoices
    from cash
    group by currency, early_week, expected_week, late_week
),

moved as (
    select
        currency, expected_week as week_starts_on, amount as expected, 0 as low, 0 as high, whole_invoices,
        split_invoices
    from placed
    where expected_week is not null
    union all
    select currency, late_week, 0, amount, 0, 0, null
    from placed
    where late_week is not null
    union all
    select currency, early_week, 0, 0, amount, 0, null
    from placed
    where early_week is not null
),

weekly as (
    select
        currency,
        week_starts_on,
        sum(expected) as expected,
        sum(low) as low,
        sum(high) as high,
        sum(whole_invoices) + coalesce(len(list_distinct(flatten(list(split_invoices)))), 0) as invoices
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
