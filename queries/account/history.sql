-- What an account brought in, owed and had paid at the end of each of the last thirteen months, a currency at a time.
-- Reckoned from what the invoices, payments and credits of now say of their days.
-- grain: currency, month_end
-- params: account varchar, as_of date
-- columns:
--   currency varchar: of all amounts in the row
--   month_end date: last day of the month, before as_of
--   mrr_amount decimal(38,4): recurring revenue a month on that day, to the currency's smallest unit
--   balance decimal(38,4): invoiced until then, less what was applied by then
--   overdue decimal(38,4): the part of it past due on that day
--   paid_amount decimal(38,4): settled payments until then, less what was refunded by then
with month as (
    select last_day(($as_of - to_months(number::integer))::date) as month_end
    from range(1, 14) as counted(number)
),

recurring as (
    select day as month_end, currency, sum(mrr_amount) as mrr_amount
    from model.mrr(list_transform(range(1, 14), lambda number: last_day(($as_of - to_months(number::integer))::date)))
    where account_id = $account
    group by day, currency
),

invoice as (
    select *
    from model.invoice
    where account_id = $account and status <> 'draft'
),

applied as (
    select part.invoice_id, payment.paid_on as applied_on, part.amount
    from model.payment_application as part
    inner join model.payment using (payment_id)
    where payment.is_settled
    union all
    select part.invoice_id, credit.credited_on, part.amount
    from model.credit_application as part
    inner join model.credit using (credit_id)
    where credit.status is distinct from 'reversed'
),

owed as (
    select
        month.month_end,
        invoice.currency,
        invoice.invoice_id,
        any_value(invoice.due_on) as due_on,
        any_value(invoice.gross_amount) - coalesce(sum(applied.amount), 0) as balance
    from month
    inner join invoice
        on invoice.invoiced_on <= month.month_end and coalesce(invoice.reversed_on > month.month_end, invoice.status <> 'reversed')
    left join applied on applied.invoice_id = invoice.invoice_id and applied.applied_on <= month.month_end
    group by month.month_end, invoice.currency, invoice.invoice_id
),

receivable as (
    select month_end, currency, sum(balance) as balance, sum(balance) filter (due_on < month_end) as overdue
    from owed
    group by month_end, currency
),

moved as (
    select currency, paid_on as moved_on, amount
    from model.payment
    where account_id = $account and status in ('processed', 'partially_refunded', 'refunded')
    union all
    select currency, refunded_on, -amount
    from model.refund
    where account_id = $account and coalesce(status, '') not in ('failed', 'pending')
),

collected as (
    select month.month_end, moved.currency, sum(moved.amount) as paid_amount
    from month
    inner join moved on moved.moved_on <= month.month_end
    group by month.month_end, moved.currency
),

known_currency as (
    select currency from receivable
    union
    select currency from collected
    union
    select currency from recurring
)

select
    known_currency.currency,
    month.month_end,
    model.rounded(coalesce(recurring.mrr_amount, 0), coalesce(unit.decimals, 2))::decimal(38, 4) as mrr_amount,
    coalesce(receivable.balance, 0)::decimal(38, 4) as balance,
    coalesce(receivable.overdue, 0)::decimal(38, 4) as overdue,
    coalesce(collected.paid_amount, 0)::decimal(38, 4) as paid_amount
from month
cross join known_currency
left join recon.currency as unit on unit.code = known_currency.currency
left join recurring on recurring.month_end = month.month_end and recurring.currency = known_currency.currency
left join receivable on receivable.month_end = month.month_end and receivable.currency = known_currency.currency
left join collected on collected.month_end = month.month_end and collected.currency = known_currency.currency
order by known_currency.currency, month.month_end
