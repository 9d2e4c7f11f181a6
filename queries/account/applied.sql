-- How the payments and credits of an account were applied, invoice by invoice, the latest invoice first.
-- grain: kind, source_id, invoice_id
-- params: account varchar
-- columns:
--   kind varchar: payment or credit
--   source_id varchar: number of the payment or credit
--   invoice_id varchar: the invoice, which may be another account's
--   amount decimal(38,4): applied to it
--   currency varchar: of the amount
select 'payment' as kind, payment.payment_id as source_id, applied.invoice_id, sum(applied.amount) as amount, payment.currency
from model.payment_application as applied
inner join model.payment using (payment_id)
where payment.account_id = $account
group by all
union all
select 'credit', credit.credit_id, applied.invoice_id, sum(applied.amount), credit.currency
from model.credit_application as applied
inner join model.credit using (credit_id)
where credit.account_id = $account
group by all
order by kind, source_id, invoice_id desc
