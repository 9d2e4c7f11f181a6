-- What an account owed on a day, invoice by invoice, the longest past due first: the open items of a statement too.
-- grain: invoice_id
-- kept: open_invoices
-- params: account varchar, as_of date
-- columns:
--   invoice_id varchar: its number
--   invoiced_on date: its day
--   due_on date: to be paid by
--   days_overdue bigint: 0 until it is past due
--   bucket varchar: current, 1–30, 31–60, 61–90, 91+
--   currency varchar: of both amounts
--   gross_amount decimal(18,4): invoiced
--   balance decimal(38,4): still open
--   stage varchar: of dunning, null where it is not dunned
--   is_on_hold boolean: a dispute keeps it from being dunned
select
    invoice_id, invoiced_on, due_on, days_overdue, bucket, currency, gross_amount, balance, stage, is_on_hold
from model.dunned_invoices($as_of)
where account_id = $account
order by due_on, invoice_id
