-- What was paid, credited and sent back of an invoice up to a day, and whether it is cash that commission rests on.
-- grain: kind, application_id
-- rests on: records
-- params: as_of date, invoice varchar
-- columns:
--   kind varchar: payment, credit or refund
--   application_id varchar: the application of a payment or credit; the refund's own id and its payment's application
--   record_id varchar: the payment, credit or refund
--   happened_on date: its day
--   status varchar: pending, processed, failed and the like
--   amount decimal(18,4): applied to the invoice; of a refund all that was sent back of the payment, below zero
--   currency varchar: of the amount
--   is_cash boolean: whether it is money that is there
with part as (
    select application_id, payment_id, amount
    from model.payment_application
    where invoice_id = $invoice
    union all
    select payment_id || '/' || invoice_id, payment_id, amount
    from model.taken_off
    where invoice_id = $invoice
)

select
    'payment' as kind,
    part.application_id,
    payment.payment_id as record_id,
    payment.paid_on as happened_on,
    payment.status,
    part.amount,
    payment.currency,
    payment.status in ('processed', 'partially_refunded', 'refunded') as is_cash
from part
inner join model.ordway_payment as payment using (payment_id)
where payment.paid_on <= $as_of
union all
select 'credit', part.application_id, credit.credit_id, credit.credited_on, credit.status, part.amount, credit.currency, false
from model.credit_application as part
inner join model.ordway_credit as credit using (credit_id)
where part.invoice_id = $invoice and credit.credited_on <= $as_of
union all
select
    'refund',
    refund.refund_id || ' ' || part.application_id,
    refund.refund_id,
    refund.refunded_on,
    refund.status,
    -refund.amount,
    refund.currency,
    false
from part
inner join model.ordway_refund as refund using (payment_id)
where refund.refunded_on <= $as_of
order by happened_on, kind, application_id
