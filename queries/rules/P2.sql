-- Invoice short-paid.
-- grain: invoice_id
-- severity: medium
-- fixes: firmao note, task
select
    invoice.account_id,
    invoice.invoice_id,
    invoice.gross_amount::decimal(18, 2)::varchar as expected,
    invoice.paid_amount::decimal(18, 2)::varchar as actual,
    invoice.balance as impact,
    invoice.currency,
    recon.money(invoice.paid_amount) || ' of ' || recon.money(invoice.gross_amount) || ' ' || invoice.currency
        || ' was paid, the rest was due on ' || recon.span(invoice.due_on, null) as evidence
from invoice
cross join setting
where invoice.is_open
    and invoice.paid_amount > 0
    and falls_short(invoice.gross_amount, invoice.gross_amount - invoice.balance, invoice.currency)
    and invoice.due_on < setting.as_of
