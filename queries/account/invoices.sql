-- The invoices of an account, the latest first.
-- grain: invoice_id
-- params: account varchar, as_of date
-- columns:
--   invoice_id varchar: number in billing
--   invoiced_on date: day of the invoice
--   due_on date: day it is due
--   status varchar: draft, posted, partially_paid, paid, reversed
--   days_overdue bigint: days past due on as_of while something is open, else null
--   currency varchar: of the amounts
--   net_amount decimal(18,4): before tax
--   gross_amount decimal(18,4): with tax
--   paid_amount decimal(18,4): paid so far
--   balance decimal(18,4): still open
select
    invoice_id, invoiced_on, due_on, status, if(is_open and due_on < $as_of, $as_of - due_on, null) as days_overdue,
    currency, net_amount, gross_amount, paid_amount, balance
from model.invoice
where account_id = $account
order by invoiced_on desc, invoice_id desc
