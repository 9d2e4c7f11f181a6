-- Invoice overpaid.
-- grain: invoice_id
-- severity: medium
-- fixes: ordway refund, credit
with applied as (
    select invoice_number, sum(amount) as amount
    from application
    group by invoice_number
)

select
    invoice.account_id,
    invoice.invoice_id,
    invoice.gross_amount::decimal(18, 2)::varchar as expected,
    greatest(applied.amount, invoice.gross_amount - invoice.balance)::decimal(18, 2)::varchar as actual,
    invoice.gross_amount - greatest(applied.amount, invoice.gross_amount - invoice.balance) as impact,
    invoice.currency,
    recon.money(coalesce(applied.amount, invoice.paid_amount)) || ' was applied to an invoice of ' || recon.money(invoice.gross_amount) || ' '
        || invoice.currency as evidence
from invoice
left join applied using (invoice_number)
where invoice.is_posted
    and invoice.gross_amount > 0
    and (
        exceeds(invoice.gross_amount, applied.amount, invoice.currency)
        or exceeds(invoice.gross_amount, invoice.gross_amount - invoice.balance, invoice.currency)
    )
