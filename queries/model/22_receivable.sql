-- What was still to be paid of each invoice at the end of some days: what Ordway says is open now, and what was applied
-- since. Money counts from the day of its payment or credit, pending or not, since Ordway lowers the balance at once; what a
-- refund took off an invoice counts until the day of that.
-- grain: day and invoice_id; of model.receivable, invoices of which nothing was open on the day are left out
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

-- With what was applied once and refunded since: it lowered the invoice from the one day to the other.
create or replace view model.application_ever as
select invoice_id, applied_on, amount
from model.application
union all
select invoice_id, paid_on, amount
from model.taken_off
union all
select invoice_id, taken_off_on, -amount
from model.taken_off;

-- What was reversed since is told by all that had been applied to it by then.
create or replace macro model.reversed_receivable(days) as table
with owed as (
    select asked.day, invoice.*
    from model.ordway_invoice as invoice
    inner join (select distinct unnest(days)::date as day) as asked
        on invoice.invoiced_on <= asked.day and invoice.reversed_on > asked.day
    where invoice.status = 'reversed'
),

-- Hardly any is: its parts are found first, and then what they are parts of.
part as materialized (
    from model.payment_application where invoice_id in (select invoice_id from owed)
),

application as (
    select part.invoice_id, payment.paid_on as applied_on, part.amount
    from part
    inner join model.ordway_payment as payment
        on payment.payment_id = part.payment_id
        and payment.payment_id in (select payment_id from part)
        and (payment.is_settled or payment.status = 'pending')
    union all
    select part.invoice_id, credit.credited_on, part.amount
    from model.credit_application as part
    inner join model.ordway_credit as credit using (credit_id)
    where credit.status is distinct from 'reversed' and part.invoice_id in (select invoice_id from owed)
),

applied_by as (
    select owed.day, owed.invoice_id, sum(application.amount) as amount
    from owed
    inner join application on application.invoice_id = owed.invoice_id and application.applied_on <= owed.day
    group by all
)

select owed.* replace (owed.gross_amount - coalesce(applied_by.amount, 0) as balance)
from owed
left join applied_by using (day, invoice_id);

create or replace macro model.receivable(days) as table
with applied_since as (
    select asked.day, application.invoice_id, sum(application.amount) as amount
    from (select distinct unnest(days)::date as day) as asked
    inner join model.application as application on application.applied_on > asked.day
    where application.applied_on > list_min(days)
    group by all
),

-- What had paid an invoice by the day and was taken off it by a refund after that.
taken_since as (
    select asked.day, taken.invoice_id, sum(taken.amount) as amount
    from (select distinct unnest(days)::date as day) as asked
    inner join model.taken_off_after(list_min(days)) as taken
        on taken.paid_on <= asked.day and taken.taken_off_on > asked.day
    group by all
),

-- What is open now, then what was open before and is paid in full since; nothing was open of any other, and they are
-- nearly all.
standing as (
    select
        asked.day,
        invoice.* replace (
            if(invoice.is_open, invoice.balance, 0)
            + coalesce(applied_since.amount, 0)
            - coalesce(taken_since.amount, 0) as balance
        )
    from (select distinct unnest(days)::date as day) as asked
    inner join model.ordway_invoice as invoice
        on invoice.invoiced_on <= asked.day and invoice.status not in ('draft', 'reversed')
    left join applied_since on applied_since.day = asked.day and applied_since.invoice_id = invoice.invoice_id
    left join taken_since on taken_since.day = asked.day and taken_since.invoice_id = invoice.invoice_id
    where invoice.balance <> 0
    union all by name
    select applied_since.day, invoice.* replace (applied_since.amount - coalesce(taken_since.amount, 0) as balance)
    from applied_since
    inner join model.ordway_invoice as invoice
        on invoice.invoice_id = applied_since.invoice_id
        and invoice.invoiced_on <= applied_since.day
        and invoice.status not in ('draft', 'reversed')
    left join taken_since on taken_since.day = applied_since.day and taken_since.invoice_id = applied_since.invoice_id
    where coalesce(invoice.balance, 0) = 0
    union all by name
    from model.reversed_receivable(days)
)

select
    day,
    invoice_id,
    ordway_customer_id,
    currency,
    invoiced_on,
    due_on,
    net_amount,
    gross_amount,
    balance::decimal(38, 4) as balance,
    greatest(coalesce(day - due_on, 0), 0) as days_overdue,
    model.aging_bucket(days_overdue) as bucket
from standing
where standing.balance <> 0;
