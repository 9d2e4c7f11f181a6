-- What was still to be paid of each invoice at the end of some days: what Ordway says is open now, and what was applied
-- since. Money counts from the day of its payment or credit, pending or not, since Ordway lowers the balance at once.
-- grain: day and invoice_id; invoices of which nothing was open on the day are left out
-- columns: balance in currency, below zero where more was applied than invoiced; days_overdue is 0 until the due day has
--   passed; bucket as model.aging_bucket names it

create or replace macro model.aging_bucket(days_overdue) as case
    when days_overdue <= 0 then 'current'
    when days_overdue <= 30 then '1–30'
    when days_overdue <= 60 then '31–60'
    when days_overdue <= 90 then '61–90'
    else '91+'
end;

create or replace view model.application as
select part.invoice_id, payment.paid_on as applied_on, part.amount
from model.payment_application as part
inner join model.ordway_payment as payment using (payment_id)
where payment.is_settled or payment.status = 'pending'
union all
select part.invoice_id, credit.credited_on, part.amount
from model.credit_application as part
inner join model.ordway_credit as credit using (credit_id)
where credit.status is distinct from 'reversed';

create or replace macro model.receivable(days) as table
with asked as (
    select distinct unnest(days)::date as day
),

applied_since as (
    select asked.day, application.invoice_id, sum(application.amount) as amount
    from asked
    inner join model.application on application.applied_on > asked.day
    group by all
),

applied_by as (
    select asked.day, application.invoice_id, sum(application.amount) as amount
    from asked
    inner join model.application on application.applied_on <= asked.day
    where application.invoice_id in (select id from ordway.invoices where reversed_on is not null)
    group by all
),

standing as (
    select
        asked.day,
        invoice.*,
        if(
            invoice.status = 'reversed',
            invoice.gross_amount - coalesce(applied_by.amount, 0),
            if(invoice.is_open, coalesce(invoice.balance, 0), 0) + coalesce(applied_since.amount, 0)
        ) as standing_balance
    from asked
    inner join model.ordway_invoice as invoice
        on invoice.invoiced_on <= asked.day
        and invoice.status <> 'draft'
        and if(invoice.status = 'reversed', coalesce(invoice.reversed_on > asked.day, false), true)
    left join applied_since on applied_since.day = asked.day and applied_since.invoice_id = invoice.invoice_id
    left join applied_by on applied_by.day = asked.day and applied_by.invoice_id = invoice.invoice_id
)

select
    day,
    invoice_id,
    ordway_customer_id,
    currency,
    invoiced_on,
    due_on,
    gross_amount,
    standing_balance::decimal(38, 4) as balance,
    greatest(coalesce(day - due_on, 0), 0) as days_overdue,
    model.aging_bucket(days_overdue) as bucket
from standing
where standing_balance <> 0;
