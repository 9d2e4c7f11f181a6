-- Money received, credits given, refunds, and the part of each on one invoice.
-- grain: payment_id; application_id for applications; credit_id; refund_id; ordway_payment, ordway_credit and
--   ordway_refund are the same without their accounts; payment_id for payment_before_refund; payment_id and invoice_id for
--   taken_off
-- columns: amounts in currency; is_settled where the money is really there: pending or failed is not cash; invoice_ids,
--   those that a payment was applied to.

-- `payments` and `applications` name what holds ordway.payments and ordway.payment_applications: these, or some of them.
create or replace macro model.ordway_payments(payments) as table
select
    payment.id as payment_id,
    payment.customer_id as ordway_customer_id,
    payment.payment_date as paid_on,
    model.word(payment.status) as status,
    model.word(payment.status) in ('processed', 'partially_refunded') as is_settled,
    payment.payment_method,
    payment.reference_number,
    payment.failure_reason,
    payment.currency,
    payment.payment_amount as amount,
    payment.applied_amount,
    payment.unapplied_amount,
    payment.refunded_amount
from query_table(payments) as payment
where payment.deleted_at is null;

create or replace view model.ordway_payment as
from model.ordway_payments('ordway.payments');

create or replace view model.payment as
select account.account_id, payment.*
from model.ordway_payment as payment
left join model.account as account using (ordway_customer_id);

create or replace view model.ordway_credit as
select
    credit.id as credit_id,
    credit.customer_id as ordway_customer_id,
    credit.credit_date as credited_on,
    model.word(credit.status) as status,
    credit.credit_type,
    credit.notes,
    credit.currency,
    credit.credit_amount as amount,
    credit.applied_amount,
    credit.unapplied_amount
from ordway.credits as credit
where credit.deleted_at is null;

create or replace view model.credit as
select account.account_id, credit.*
from model.ordway_credit as credit
left join model.account as account using (ordway_customer_id);

create or replace macro model.payment_applications(applications) as table
select
    applied.payment_id || '/' || applied.position as application_id,
    applied.payment_id,
    applied.invoice_id,
    applied.amount_applied as amount
from query_table(applications) as applied
anti join ordway.payments as gone on gone.id = applied.payment_id and gone.deleted_at is not null;

create or replace view model.payment_application as
from model.payment_applications('ordway.payment_applications');

-- A credit names its invoices in one list or the other, never in both.
create or replace view model.credit_application as
with listed as (
    select credit_id, position, invoice_id, amount_applied
    from ordway.credit_applications
    union all
    select older.credit_id, older.position, older.invoice_id, older.amount_applied
    from ordway.credit_applications_older as older
    anti join ordway.credit_applications as newer on newer.credit_id = older.credit_id
)

select
    applied.credit_id || '/' || applied.position as application_id,
    applied.credit_id,
    applied.invoice_id,
    applied.amount_applied as amount
from listed as applied
anti join ordway.credits as gone on gone.id = applied.credit_id and gone.deleted_at is not null;

create or replace view model.ordway_refund as
select
    refund.id as refund_id,
    refund.customer_id as ordway_customer_id,
    refund.refund_date as refunded_on,
    model.word(refund.refund_status) as status,
    refund.payment_id,
    refund.credit_id,
    refund.notes,
    refund.currency,
    refund.refund_amount as amount
from ordway.refunds as refund
where refund.deleted_at is null;

create or replace view model.refund as
select account.account_id, refund.*
from model.ordway_refund as refund
left join model.account as account using (ordway_customer_id);

-- A refund may take what it sends back off its invoices. How a payment was last seen before any of it was refunded.
create or replace view model.payment_before_refund as
with seen as (
    select
        version.record_id as payment_id,
        version.seen_from,
        reading.money(version.raw ->> '$.applied_amount') as applied_amount,
        version.raw ->> '$.invoices[*].id' as invoice_ids,
        version.raw -> '$.invoices[*]' as invoices,
        coalesce(reading.money(version.raw ->> '$.refunded_amount'), 0) as refunded_amount
    from history.past_version as version
    where version.system = 'ordway'
        and version.resource = 'payments'
        and version.record_id in (select payment_id from ordway.refunds where deleted_at is null)
)

select
    payment_id,
    max_by(applied_amount, seen_from) as applied_amount,
    max_by(invoice_ids, seen_from) as invoice_ids,
    max_by(invoices, seen_from) as invoices
from seen
where refunded_amount = 0
group by payment_id;

-- What refunds took off invoices that a payment had paid, by the day of the first one. What was refunded before the first
-- pull nobody saw applied.
create or replace view model.taken_off as
with part as (
    select payment_id, unnest(invoices) as told
    from model.payment_before_refund
),

once_applied as (
    select payment_id, told ->> '$.id' as invoice_id, sum(reading.money(told ->> '$.amount_applied')) as amount
    from part
    group by all
),

still_applied as (
    select payment_id, invoice_id, sum(amount) as amount
    from model.payment_application
    semi join once_applied using (payment_id)
    group by all
),

sent_back as (
    select payment_id, min(refunded_on) as taken_off_on
    from model.ordway_refund
    where status = 'succeeded' and credit_id is null and refunded_on is not null
    group by payment_id
)

select
    once_applied.payment_id,
    once_applied.invoice_id,
    payment.paid_on,
    sent_back.taken_off_on,
    (once_applied.amount - coalesce(still_applied.amount, 0))::decimal(18, 4) as amount
from once_applied
inner join sent_back using (payment_id)
inner join model.ordway_payment as payment using (payment_id)
left join still_applied using (payment_id, invoice_id)
where once_applied.amount > coalesce(still_applied.amount, 0)
    and payment.status in ('processed', 'partially_refunded', 'refunded')
    and payment.paid_on is not null;
