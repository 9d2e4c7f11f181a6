-- What was due to be billed of an account's contracts beside what was billed, by the month the service is for: those of
-- the last thirteen months whose day to be invoiced has come. Amounts before tax, less credits, in currency.
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
)

select
    coalesce(due.currency, billed.currency) as currency,
    coalesce(due.month_start, billed.month_start) as month_start,
    coalesce(due.expected_amount, 0)::decimal(38, 4) as expected_amount,
    coalesce(billed.billed_amount, 0)::decimal(38, 4) as billed_amount,
    coalesce(billed.billed_amount, 0)::decimal(38, 4) - coalesce(due.expected_amount, 0)::decimal(38, 4) as difference
from due
full join billed on billed.currency = due.currency and billed.month_start = due.month_start
cross join setting
where coalesce(due.month_start, billed.month_start) > setting.as_of - to_months(13)
order by currency, month_start
