-- The invoices of an account, the latest first.
-- grain: invoice_id
-- params: account varchar, as_of date
-- columns:
--   invoice_id varchar: number in billing
--   invoiced_on date: day of the invoice
--   due_on date: day it is due
--   status varchar: draft, posted, partially_paid, paid, reversed
--   days_overdue bigint: days past due on as_of while something is open, else null
--   paid_on date: day of the last settled payment on it, null for none
--   days_late bigint: days past due that it was paid, or is open on as_of; 0 in time, null where nothing can be said yet
--   currency varchar: of the amounts
--   net_amount decimal(18,4): before tax
--   gross_amount decimal(18,4): with tax
--   paid_amount decimal(18,4): paid so far
--   balance decimal(18,4): still open
--   pdf_url varchar: where billing offers it as a PDF, null for nowhere
with paid as (
    select applied.invoice_id, max(payment.paid_on) as paid_on
    from model.payment_application as applied
    inner join model.payment using (payment_id)
    where payment.is_settled
    group by applied.invoice_id
)

select
    invoice.invoice_id,
    invoice.invoiced_on,
    invoice.due_on,
    invoice.status,
    if(invoice.is_open and invoice.due_on < $as_of, $as_of - invoice.due_on, null) as days_overdue,
    paid.paid_on,
    case
        when invoice.status = 'paid' then greatest(paid.paid_on - invoice.due_on, 0)
        when invoice.is_open and invoice.due_on < $as_of then $as_of - invoice.due_on
    end as days_late,
    invoice.currency,
    invoice.net_amount,
    invoice.gross_amount,
    invoice.paid_amount,
    invoice.balance,
    nullif(told.invoice_pdf_url, '') as pdf_url
from model.invoice as invoice
inner join ordway.invoices as told on told.id = invoice.invoice_id
left join paid on paid.invoice_id = invoice.invoice_id
where invoice.account_id = $account
order by invoice.invoiced_on desc, invoice.invoice_id desc
