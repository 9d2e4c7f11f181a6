-- Those invoices, and what was paid, credited and refunded of each. Money that is pending or failed is none. A refund gives
-- back first what was applied to no invoice; what is applied of its payment to several goes back in proportion. What a
-- refund took off an invoice had paid it until then, and went back by just that much.
-- grain: invoice_id for invoice and paid
-- columns: as in recon.commission_share and recon.commission_cash
create or replace temp table invoice as
select
    invoice.invoice_id,
    invoice.currency,
    invoice.invoiced_on,
    invoice.due_on,
    if(invoice.status = 'reversed', coalesce(invoice.reversed_on, invoice.invoiced_on), null) as reversed_on,
    if(invoice.gross_amount = 0, 1, invoice.gross_amount)::decimal(18, 4) as gross_amount,
    invoice.gross_amount <= 0 as is_nothing_to_pay
from model.ordway_invoice as invoice
semi join billed using (invoice_id)
where invoice.status <> 'draft' and invoice.gross_amount is not null;

create or replace temp table taken_off as
from model.taken_off;

create or replace temp table applied as
select part.invoice_id, part.payment_id, payment.paid_on, part.amount, payment.amount as payment_amount
from (
    select invoice_id, payment_id, amount
    from model.payment_application
    union all
    select invoice_id, payment_id, amount
    from taken_off
) as part
inner join model.ordway_payment as payment using (payment_id)
where payment.status in ('processed', 'partially_refunded', 'refunded') and payment.paid_on is not null;

create or replace temp table pending as
select part.invoice_id, min(payment.paid_on) as pending_on
from model.payment_application as part
inner join model.ordway_payment as payment using (payment_id)
semi join invoice using (invoice_id)
where payment.status = 'pending'
group by part.invoice_id;

create or replace temp table refunded as
with sent as (
    select
        refund.payment_id,
        refund.refunded_on,
        sum(sum(refund.amount)) over (partition by refund.payment_id order by refund.refunded_on) as until_now,
        sum(refund.amount) as amount
    from model.ordway_refund as refund
    anti join taken_off using (payment_id)
    where refund.status = 'succeeded' and refund.credit_id is null and refund.refunded_on is not null
    group by refund.payment_id, refund.refunded_on
),

held as (
    select payment_id, sum(amount) as applied_amount, greatest(any_value(payment_amount) - sum(amount), 0) as loose_amount
    from applied
    semi join sent using (payment_id)
    group by payment_id
),

back as (
    select
        sent.payment_id,
        sent.refunded_on,
        held.applied_amount,
        least(
            greatest(sent.until_now - held.loose_amount, 0) - greatest(sent.until_now - sent.amount - held.loose_amount, 0),
            held.applied_amount
        ) as amount
    from sent
    inner join held using (payment_id)
)

select
    applied.invoice_id,
    back.refunded_on,
    applied.paid_on,
    model.share(back.amount, (applied.amount * 10000)::hugeint, (back.applied_amount * 10000)::hugeint) as amount
from back
inner join applied using (payment_id)
where back.amount > 0 and back.applied_amount > 0
union all
select invoice_id, taken_off_on, paid_on, amount
from taken_off;

create or replace temp table credited as
select part.invoice_id, credit.credited_on, part.amount
from model.credit_application as part
inner join model.ordway_credit as credit using (credit_id)
where credit.status is distinct from 'reversed' and credit.credited_on is not null;

create or replace temp table plain as
select invoice_id, min(paid_on) as cash_on, min(amount)::decimal(18, 4) as cash_amount
from applied
semi join invoice using (invoice_id)
anti join (select invoice_id from refunded union all select invoice_id from credited) as more using (invoice_id)
group by invoice_id
having count(*) = 1;

create or replace temp table cash as
with lowered as (
    select invoice_id, paid_on as happened_on, 'cash' as kind, amount, paid_on
    from applied
    union all
    select invoice_id, credited_on, 'credit', amount, credited_on
    from credited
    union all
    select invoice_id, refunded_on, 'refund', amount, paid_on
    from refunded
)

select lowered.* replace (lowered.amount::decimal(18, 4) as amount)
from lowered
inner join invoice using (invoice_id)
anti join plain using (invoice_id)
where not invoice.is_nothing_to_pay;

create or replace temp table paid as
with moved as (
    select
        cash.invoice_id,
        cash.happened_on,
        sum(sum(if(cash.kind = 'refund', -cash.amount, cash.amount))) over until_then as lowered,
        sum(coalesce(sum(cash.amount) filter (cash.kind = 'cash'), 0)) over until_then as cash_amount
    from cash
    group by cash.invoice_id, cash.happened_on
    window until_then as (partition by cash.invoice_id order by cash.happened_on)
),

-- What was credited alone brought no cash.
reached as (
    select moved.invoice_id, min(moved.happened_on) as paid_in_full_on
    from moved
    inner join invoice using (invoice_id)
    where moved.lowered >= invoice.gross_amount and moved.cash_amount > 0
    group by moved.invoice_id
)

select
    invoice.*,
    case
        when invoice.is_nothing_to_pay then invoice.invoiced_on
        when plain.invoice_id is null then reached.paid_in_full_on
        when plain.cash_amount >= invoice.gross_amount then plain.cash_on
    end as paid_in_full_on,
    invoice.is_nothing_to_pay or plain.invoice_id is not null or several.invoice_id is null as is_plain,
    if(invoice.is_nothing_to_pay, invoice.invoiced_on, plain.cash_on) as cash_on,
    if(invoice.is_nothing_to_pay, invoice.gross_amount, plain.cash_amount) as cash_amount,
    pending.pending_on
from invoice
left join plain using (invoice_id)
left join reached using (invoice_id)
left join pending using (invoice_id)
left join (select distinct invoice_id from cash) as several using (invoice_id);
