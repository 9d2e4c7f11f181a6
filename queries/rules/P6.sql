-- Refund without cause.
-- grain: refund_id
-- severity: high
-- fixes: none
-- A refund has a cause when it gives back a credit, or money that was never applied, or was applied to an invoice that
-- was reversed or credited, or when another payment for the same invoice came in since: a payment that was moved. What was
-- never applied covers the first refunds that have no such cause; at stake is what went back beyond it.
with refunded as (
    select
        payment.account_id,
        refund.refund_id,
        refund.payment_id,
        refund.amount,
        refund.currency,
        refund.refunded_on,
        payment.amount - payment.applied_amount as free_amount
    from model.ordway_refund as refund
    inner join payment using (payment_id)
    where refund.status = 'succeeded' and refund.credit_id is null
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
    inner join model.credit_application as credited on credited.invoice_id = applied.invoice_id
    anti join (from model.ordway_credit where status = 'reversed') as reversed using (credit_id)
    union
    select refunded.refund_id
    from refunded
    inner join applied using (refund_id)
    inner join model.payment_application as again
        on again.invoice_id = applied.invoice_id and again.payment_id <> refunded.payment_id
    inner join payment as moved on moved.payment_id = again.payment_id
    where moved.is_settled and moved.paid_on >= refunded.refunded_on
),

uncaused as (
    select
        refunded.*,
        least(
            amount,
            sum(amount) over (
                partition by payment_id
                order by refunded_on, length(refund_id), refund_id
                rows between unbounded preceding and current row
            ) - free_amount
        ) as stray_amount
    from refunded
    anti join caused using (refund_id)
)

select
    account_id,
    refund_id,
    payment_id,
    plain_amount(0, currency) as expected,
    plain_amount(stray_amount, currency) as actual,
    stray_amount as impact,
    currency,
    in_currency(stray_amount, currency) || ' ' || currency || ' of ' || payment_id || ' was sent back while what it paid still stands'
        as evidence
from uncaused
where stray_amount > 0
