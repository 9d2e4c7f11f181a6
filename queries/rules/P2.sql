-- Invoice short-paid.
-- grain: invoice_id
-- severity: medium
-- fixes: firmao note, task
-- payment_id is the payment of the rest that failed, where there is one.
-- Cash or a credit that is not applied (P1, P7) lowers nothing here: the customer was not told to owe less. Each is
-- counted its own way, and both go down when it is applied.
select
    invoice.account_id,
    invoice.invoice_id,
    failed_payment.payment_id,
    plain_amount(invoice.gross_amount, invoice.currency) as expected,
    plain_amount(invoice.paid_amount, invoice.currency) as actual,
    invoice.balance as impact,
    invoice.currency,
    in_currency(invoice.paid_amount, invoice.currency) || ' of ' || in_currency(invoice.gross_amount, invoice.currency)
        || ' ' || invoice.currency
        || ' was paid, the rest was due on ' || recon.span(invoice.due_on, null) as evidence
from invoice
cross join setting
left join failed_payment using (invoice_number)
where invoice.is_open
    and invoice.paid_amount > 0
    and falls_short(invoice.gross_amount, invoice.gross_amount - invoice.balance, invoice.currency)
    and invoice.due_on < setting.as_of
