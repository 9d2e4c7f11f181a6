-- A statement of account: the invoices that are open on a day, and the payments and credits since the oldest of these,
-- at least those of the last 90 days. A pending payment has lowered its invoices already, though it is no cash yet; a refund
-- went back. What a payment or credit was not applied to yet is told as it stands today.
-- It is asked of an account in a store of its own: of all accounts it takes seconds.
-- grain: kind, document_id
-- params: account varchar, as_of date
-- columns:
--   kind varchar: invoice, payment, pending_payment, credit or refund
--   document_id varchar: its number
--   happened_on date: its day
--   due_on date: of an invoice, null for all else
--   days_overdue bigint: of an invoice, 0 until it is past due; null for all else
--   bucket varchar: of an invoice: current, 1–30, 31–60, 61–90, 91+
--   reference varchar: of a payment, as the payer gave it
--   currency varchar: of both amounts
--   amount decimal(18,4): invoiced, paid or credited
--   open_amount decimal(38,4): what is left of it: to be paid of an invoice, to be applied of a payment or credit
--   signed_amount decimal(38,4): the same as it counts for the balance: what is to be applied lowers it
with open_invoice as (
    from model.receivable($as_of) where account_id = $account
),

since as (
    select least($as_of - 90, coalesce(min(invoiced_on), $as_of)) as first_day
    from open_invoice
),

item as (
    select
        'invoice' as kind, invoice_id as document_id, invoiced_on as happened_on, due_on, days_overdue, bucket,
        null as reference, currency, gross_amount as amount, balance as open_amount, balance as signed_amount
    from open_invoice
    union all by name
    select
        if(payment.is_settled, 'payment', 'pending_payment') as kind, payment.payment_id as document_id, payment.paid_on as happened_on,
        payment.reference_number as reference, payment.currency, payment.amount,
        if(payment.is_settled, coalesce(payment.unapplied_amount, 0), 0) as open_amount, -open_amount as signed_amount
    from model.payment as payment
    where payment.account_id = $account and payment.paid_on <= $as_of
        and (payment.is_settled or payment.status = 'pending')
        and (payment.paid_on >= (from since) or payment.unapplied_amount > 0)
    union all by name
    select
        'credit' as kind, credit.credit_id as document_id, credit.credited_on as happened_on, credit.currency, credit.amount,
        coalesce(credit.unapplied_amount, 0) as open_amount, -coalesce(credit.unapplied_amount, 0) as signed_amount
    from model.credit as credit
    where credit.account_id = $account and credit.status is distinct from 'reversed' and credit.credited_on <= $as_of
        and (credit.credited_on >= (from since) or credit.unapplied_amount > 0)
    union all by name
    select
        'refund' as kind, refund.refund_id as document_id, refund.refunded_on as happened_on, refund.currency,
        refund.amount, 0 as open_amount, 0 as signed_amount
    from model.refund as refund
    where refund.account_id = $account and refund.status = 'succeeded'
        and refund.refunded_on <= $as_of and refund.refunded_on >= (from since)
)

select
    kind, document_id, happened_on, due_on, days_overdue, bucket, reference, currency, amount,
    open_amount::decimal(38, 4) as open_amount, signed_amount::decimal(38, 4) as signed_amount
from item
order by kind <> 'invoice', kind, happened_on, document_id
