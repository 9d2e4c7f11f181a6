-- The credits of an account, the latest first.
-- grain: credit_id
-- params: account varchar
-- columns:
--   credit_id varchar: number in billing
--   credited_on date: day it was given
--   status varchar: of billing
--   notes varchar: what it is for
--   currency varchar: of the amounts
--   amount decimal(18,4): given
--   applied_amount decimal(18,4): applied to invoices
--   unapplied_amount decimal(18,4): not applied yet
select credit_id, credited_on, status, notes, currency, amount, applied_amount, unapplied_amount
from model.credit
where account_id = $account
order by credited_on desc, credit_id desc
