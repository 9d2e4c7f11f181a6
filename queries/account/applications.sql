-- What was applied to one invoice: payments and credits.
-- grain: kind, source_id
-- params: invoice varchar
-- columns:
--   kind varchar: payment or credit
--   source_id varchar: number of the payment or credit
--   happened_on date: day it was received or given
--   status varchar: of the payment or credit
--   amount decimal(38,4): applied to this invoice
--   currency varchar: of the amount
select 'payment' as kind, payment.payment_id as source_id, payment.paid_on as happened_on, payment.status,
    sum(applied.amount) as amount, payment.currency
from model.payment_application as applied
inner join model.payment using (payment_id)
where applied.invoice_id = $invoice
group by all
union all
select 'credit', credit.credit_id, credit.credited_on, credit.status, sum(applied.amount), credit.currency
from model.credit_application as applied
inner join model.credit using (credit_id)
where applied.invoice_id = $invoice
group by all
order by happened_on, source_id
