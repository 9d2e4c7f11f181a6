-- The refunds of an account, the latest first.
-- grain: refund_id
-- params: account varchar
-- columns:
--   refund_id varchar: number in billing
--   refunded_on date: the day
--   status varchar: of billing
--   source_id varchar: payment or credit that was refunded
--   notes varchar: why
--   currency varchar: of the amount
--   amount decimal(18,4): given back
select refund_id, refunded_on, status, coalesce(payment_id, credit_id) as source_id, notes, currency, amount
from model.refund
where account_id = $account
order by refunded_on desc, refund_id desc
