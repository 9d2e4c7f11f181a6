-- The payments of an account, the latest first.
-- grain: payment_id
-- params: account varchar
-- columns:
--   payment_id varchar: number in billing
--   paid_on date: day of the payment
--   status varchar: processed, pending, failed, refunded, reversed, …
--   is_settled boolean: whether the money is really there
--   payment_method varchar: how it was paid
--   reference_number varchar: the payer's or bank's reference
--   currency varchar: of the amounts
--   amount decimal(18,4): received
--   applied_amount decimal(18,4): applied to invoices
--   unapplied_amount decimal(18,4): not applied yet
select
    payment_id, paid_on, status, is_settled, payment_method, reference_number, currency, amount, applied_amount,
    unapplied_amount
from model.payment
where account_id = $account
order by paid_on desc, payment_id desc
