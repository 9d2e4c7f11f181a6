-- The payments that came in for an invoice, the latest first.
-- grain: payment_id
-- params: invoice varchar
-- columns:
--   payment_id varchar: Ordway's payment
--   applied_amount decimal(38,4): of it to this invoice, in currency
--   unapplied_amount decimal(18,4): of it to none
--   refunded_amount decimal(18,4): of it sent back
select
    payment.payment_id,
    sum(applied.amount) as applied_amount,
    payment.unapplied_amount,
    coalesce(payment.refunded_amount, 0) as refunded_amount
from model.payment_application as applied
inner join model.payment as payment using (payment_id)
where applied.invoice_id = $invoice and payment.status = 'processed'
group by payment.payment_id, payment.paid_on, payment.unapplied_amount, payment.refunded_amount
order by payment.paid_on desc, payment.payment_id desc
