-- Money received, credits given, refunds, and the part of each on one invoice.
-- grain: payment_id; application_id for applications; credit_id; refund_id; ordway_payment, ordway_credit and
--   ordway_refund are the same without their accounts; payment_id for payment_before_refund
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
        coalesce(reading.money(version.raw ->> '$.refunded_amount'), 0) as refunded_amount
    from history.past_version as version
    semi join (from ordway.refunds where deleted_at is null) as refund on refund.payment_id = version.record_id
    where version.system = 'ordway' and version.resource = 'payments'
)

select
    payment_id,
    max_by(applied_amount, seen_from) as applied_amount,
    max_by(invoice_ids, seen_from) as invoice_ids
from seen
where refunded_amount = 0
group by payment_id;
