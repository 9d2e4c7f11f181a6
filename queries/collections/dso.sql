-- How long customers take to pay, on a day and at the ends of the months before it, a currency at a time.
-- Source: metrics, Receivables. Sales are what was invoiced, tax included, as receivables are. All days are converted by
-- the rates of as_of.
-- grain: currency, day
-- kept: receivables, sales
-- rests on: records
-- params: as_of date, months integer = 0, window_days integer = 90, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   day date: as_of, or the last day of one of the months before it
--   receivable_amount decimal(38,4): open at the end of the day
--   current_amount decimal(38,4): of it not due yet
--   opening_amount decimal(38,4): open when the window began
--   sales_amount decimal(38,4): invoiced within the window, which ends with the day
--   dso decimal(18,4): days sales outstanding, simple: receivable ÷ sales × days of the window; null without sales
--   best_possible_dso decimal(18,4): the same of what is not due yet
--   average_days_delinquent decimal(18,4): the one less the other
--   dso_count_back decimal(18,4): days of the latest months whose sales make up the receivable, up to 24
--   cei decimal(18,4): of what could have been collected in the window, the per cent that was
with asked as (
    select if(number = 0, $as_of, last_day(($as_of - to_months(number::integer))::date)) as day
    from range($months + 1) as counted(number)
),

own_owed as (
    select day, currency, receivable, not_due
    from model.receivable_total(list_concat(
        list_transform(range(1, $months + 1), lambda number: last_day(($as_of - to_months(number::integer))::date)),
        list_transform(
            range(1, $months + 1),
            lambda number: last_day(($as_of - to_months(number::integer))::date) - $window_days
        ),
        [$as_of, $as_of - $window_days]
    ))
),

-- By day: nothing here is about a single invoice.
own_sale as (
    from recon.sale_day where $currency in ('', currency)
),

rate as (
    from model.reporting_rate($as_of, $reporting)
),

owed as (
    select
        own_owed.day,
        coalesce(rate.told_currency, own_owed.currency) as currency,
        sum(model.converted(own_owed.receivable, rate.rate)) as receivable,
        sum(model.converted(own_owed.not_due, rate.rate)) as not_due
    from own_owed
    left join rate on rate.currency = own_owed.currency
    group by all
),

sale as (
    select
        coalesce(rate.told_currency, own_sale.currency) as currency,
        own_sale.invoiced_on,
        own_sale.reversed_on,
        sum(model.converted(own_sale.gross_amount, rate.rate)) as gross_amount
    from own_sale
    left join rate on rate.currency = own_sale.currency
    group by all
),

-- The month that the day is in counts up to the day.
stretch as (
    select
        asked.day,
        months_back,
        date_trunc('month', asked.day - to_months(months_back::integer))::date as starts_on,
        if(months_back = 0, asked.day, last_day((asked.day - to_months(months_back::integer))::date)) as ends_on
    from asked
    cross join range(24) as counted(months_back)
),

sold_in_stretch as (
    select stretch.*, known.currency, coalesce(sum(sale.gross_amount), 0) as sold
    from stretch
    cross join (select distinct currency from sale) as known
    left join sale
        on sale.currency = known.currency
        and sale.invoiced_on between stretch.starts_on and stretch.ends_on
        and coalesce(sale.reversed_on > stretch.day, true)
    group by all
),

sold_before as (
    select
        *,
        coalesce(sum(sold) over so_far, 0) as later
    from sold_in_stretch
    window so_far as (
        partition by day, currency order by months_back rows between unbounded preceding and 1 preceding
    )
),

counted_back as (
    select
        sold_before.day,
        sold_before.currency,
        sum(
            (ends_on - starts_on + 1)
            * case
                when owed.receivable <= later then 0
                when owed.receivable >= later + sold then 1
                else model.ratio(owed.receivable - later, sold)
            end
        ) as days,
        max(later + sold) as sold_in_all
    from sold_before
    inner join owed using (day, currency)
    group by all
),

sold as (
    select asked.day, sale.currency, sum(sale.gross_amount) as amount
    from asked
    inner join sale
        on sale.invoiced_on > asked.day - $window_days
        and sale.invoiced_on <= asked.day
        and coalesce(sale.reversed_on > asked.day, true)
    group by all
),

figure as (
    select
        asked.day,
        known.currency,
        coalesce(owed.receivable, 0) as receivable,
        coalesce(owed.not_due, 0) as not_due,
        coalesce(opening.receivable, 0) as opening,
        coalesce(sold.amount, 0) as sales,
        if(coalesce(owed.receivable, 0) > coalesce(counted_back.sold_in_all, 0), null, coalesce(counted_back.days, 0))
            as days_back
    from asked
    cross join (select distinct currency from sale) as known
    left join owed on owed.day = asked.day and owed.currency = known.currency
    left join owed as opening on opening.day = asked.day - $window_days and opening.currency = known.currency
    left join sold on sold.day = asked.day and sold.currency = known.currency
    left join counted_back on counted_back.day = asked.day and counted_back.currency = known.currency
)

select
    currency,
    day,
    receivable::decimal(38, 4) as receivable_amount,
    not_due::decimal(38, 4) as current_amount,
    opening::decimal(38, 4) as opening_amount,
    sales::decimal(38, 4) as sales_amount,
    model.ratio(receivable * $window_days, sales) as dso,
    model.ratio(not_due * $window_days, sales) as best_possible_dso,
    (dso - best_possible_dso)::decimal(18, 4) as average_days_delinquent,
    days_back::decimal(18, 4) as dso_count_back,
    model.ratio(100 * (opening + sales - receivable), opening + sales - not_due) as cei
from figure
order by currency, day
