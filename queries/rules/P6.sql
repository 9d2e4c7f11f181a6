-- Refund without cause.
-- grain: refund_id
-- severity: high
-- fixes: none
-- A refund has a cause when it gives back a credit, or money that was never applied, or was applied to an invoice that
-- was reversed or credited, or when another payment for the same invoice came in since: a payment that was moved.
with refunded as (
    select
        payment.account_id,
        refund.refund_id,
        refund.payment_id,
        refund.amount,
        refund.currency,
        refund.refunded_on
    from model.ordway_refund as refund
    inner join payment using (payment_id)
    where refund.status = 'succeeded'
        and refund.credit_id is null
        and payment.applied_amount + payment.refunded_amount > payment.amount
),

applied as (
    select refunded.refund_id, application.payment_id, application.invoice_id
    from refunded
    inner join model.payment_application as application using (payment_id)
),

caused as (
    select applied.refund_id
    from applied
    inner join invoice using (invoice_id)
    where invoice.status = 'reversed'
    union
    select applied.refund_id
    from applied
    semi join model.credit_application as credited on credited.invoice_id = applied.invoice_id
    union
    select refunded.refund_id
    from refunded
    inner join applied using (refund_id)
    inner join model.payment_application as again
        on again.invoice_id = applied.invoice_id and again.payment_id <> refunded.payment_id
    inner join payment as moved on moved.payment_id = again.payment_id
    where moved.is_settled and moved.paid_on >= refunded.refunded_on
)

select
    account_id,
    refund_id,
    payment_id,
    '0.00' as expected,
    amount::decimal(18, 2)::varchar as actual,
    amount as impact,
    currency,
    recon.money(amount) || ' ' || currency || ' of ' || payment_id || ' was sent back while what it paid still stands'
        as evidence
from refunded
anti join caused using (refund_id)
