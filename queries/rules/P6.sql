-- Refund without cause.
-- grain: refund_id
-- severity: high
-- fixes: none
-- A refund has a cause when it gives back a credit, or money that was never applied, or was applied to an invoice that
-- was reversed or credited, or when another payment for the same invoice came in since: a payment that was moved.
with paid as (
    select
        payment.*,
        exists (
            select 1
            from model.payment_application as applied
            inner join invoice using (invoice_id)
            where applied.payment_id = payment.payment_id and invoice.status = 'reversed'
        ) as is_for_reversed,
        exists (
            select 1
            from model.payment_application as applied
            inner join model.credit_application as credited using (invoice_id)
            where applied.payment_id = payment.payment_id
        ) as is_for_credited
    from model.payment as payment
    semi join scope using (account_id)
)

select
    paid.account_id,
    refund.refund_id,
    paid.payment_id,
    '0.00' as expected,
    refund.amount::decimal(18, 2)::varchar as actual,
    refund.amount as impact,
    refund.currency,
    recon.money(refund.amount) || ' ' || refund.currency || ' of ' || paid.payment_id
        || ' was sent back while what it paid still stands' as evidence
from model.refund as refund
inner join paid using (payment_id)
where refund.status = 'succeeded'
    and refund.credit_id is null
    and paid.applied_amount + paid.refunded_amount > paid.amount
    and not paid.is_for_reversed
    and not paid.is_for_credited
    and not exists (
        select 1
        from model.payment_application as before
        inner join model.payment_application as again using (invoice_id)
        inner join paid as moved on moved.payment_id = again.payment_id
        where before.payment_id = paid.payment_id
            and again.payment_id <> paid.payment_id
            and moved.is_settled
            and moved.paid_on >= refund.refunded_on
    )
