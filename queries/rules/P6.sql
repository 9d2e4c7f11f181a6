-- Refund without cause.
-- grain: refund_id
-- severity: high
-- fixes: none
-- A refund has a cause when it gives back a credit, or money that was not applied, or was applied to an invoice that
-- was reversed or credited, or when another payment for the same invoice came in since: a payment that was moved. What was
-- not applied covers the first refunds that have no such cause; at stake is what went back beyond it. Where the refund
-- itself took the money off its invoices, what it left open on them is without cause.
with refunded as (
    select
        payment.account_id,
        refund.refund_id,
        refund.payment_id,
        refund.amount,
        refund.currency,
        refund.refunded_on,
        payment.applied_amount
    from model.ordway_refund as refund
    inner join payment using (payment_id)
    where refund.status = 'succeeded' and refund.credit_id is null
),

once_applied as (
    select payment_id, before.applied_amount, before.invoice_ids
    from model.payment_before_refund as before
    inner join (select distinct payment_id, applied_amount from refunded) as now using (payment_id)
    where before.applied_amount > now.applied_amount
),

applied as (
    select refunded.refund_id, application.invoice_id, false as is_undone
    from refunded
    inner join model.payment_application as application using (payment_id)
    union
    select refunded.refund_id, unnest(once_applied.invoice_ids), true
    from refunded
    inner join once_applied using (payment_id)
),

reopened as (
    select
        applied.refund_id,
        sum(invoice.balance) as open_amount,
        string_agg(invoice.invoice_id, ', ' order by invoice.invoice_id) as invoice_ids
    from applied
    inner join invoice using (invoice_id)
    where applied.is_undone and invoice.is_open
    group by applied.refund_id
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

free as (
    select
        refunded.refund_id,
        payment.amount - coalesce(once_applied.applied_amount, payment.applied_amount) as free_amount
    from refunded
    inner join payment using (payment_id)
    left join once_applied using (payment_id)
),

uncaused as (
    select
        refunded.*,
        reopened.invoice_ids as reopened_ids,
        least(
            amount,
            sum(amount) over (
                partition by refunded.payment_id
                order by refunded.refunded_on, length(refund_id), refund_id
                rows between unbounded preceding and current row
            ) - free.free_amount,
            if(once_applied.payment_id is null, amount, coalesce(reopened.open_amount, 0))
        ) as stray_amount
    from refunded
    inner join free using (refund_id)
    left join once_applied using (payment_id)
    left join reopened using (refund_id)
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
    in_currency(stray_amount, currency) || ' ' || currency || ' of ' || payment_id || ' was sent back'
        || coalesce(', and ' || reopened_ids || ', which it had paid, is open again', ' while what it paid still stands')
        as evidence
from uncaused
where stray_amount > 0
