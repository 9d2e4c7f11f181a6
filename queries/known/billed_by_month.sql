-- What was due to be billed of an account's contracts beside what was billed, by the month the service is for: those of
-- the last thirteen months whose day to be invoiced has come. Amounts before tax, less credits, in currency. Of a currency
-- that has anything every month is told, one without anything as nothing.
-- grain: currency, month_start
-- reads: expected, contract_line, invoice_line, invoice, setting
with due as (
    select
        line.currency,
        date_trunc('month', expected.period_start)::date as month_start,
        sum(expected.net_amount) as expected_amount
    from expected
    inner join contract_line as line using (line_number)
    cross join setting
    where expected.due_on <= setting.as_of
    group by all
),

billed as (
    select
        invoice.currency,
        date_trunc('month', line.period_start)::date as month_start,
        sum(line.net_amount - line.credited_amount) as billed_amount
    from invoice_line as line
    inner join invoice using (invoice_number)
    where line.is_posted
    group by all
),

told as (
    select
        coalesce(due.currency, billed.currency) as currency,
        coalesce(due.month_start, billed.month_start) as month_start,
        coalesce(due.expected_amount, 0)::decimal(38, 4) as expected_amount,
        coalesce(billed.billed_amount, 0)::decimal(38, 4) as billed_amount
    from due
    full join billed on billed.currency = due.currency and billed.month_start = due.month_start
    cross join setting
    where coalesce(due.month_start, billed.month_start) > setting.as_of - to_months(13)
),

month as (
    select
        told.currency,
        unnest(generate_series(
            date_trunc('month', any_value(setting.as_of) - to_months(12)),
            greatest(date_trunc('month', any_value(setting.as_of)), max(told.month_start)),
            interval 1 month
        ))::date as month_start
    from told
    cross join setting
    group by told.currency
)

select
    month.currency,
    month.month_start,
    coalesce(told.expected_amount, 0)::decimal(38, 4) as expected_amount,
    coalesce(told.billed_amount, 0)::decimal(38, 4) as billed_amount,
    (coalesce(told.billed_amount, 0) - coalesce(told.expected_amount, 0))::decimal(38, 4) as difference
from month
left join told using (currency, month_start)
order by month.currency, month.month_start
