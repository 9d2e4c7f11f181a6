-- The invoices of an account that are open in a currency, the oldest first: what money that is left can be applied to.
-- grain: invoice_id
-- params: account varchar, currency varchar
-- columns:
--   invoice_id varchar: Ordway's invoice
--   due_on date: the last day to pay
--   balance decimal(18,4): left to pay, in currency
select invoice_id, due_on, balance
from model.invoice
where account_id = $account and currency = $currency and is_open and balance > 0
order by due_on, invoice_id
