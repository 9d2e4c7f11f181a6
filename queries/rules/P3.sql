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
    plain_amount(invoice.gross_amount, invoice.currency) as expected,
    plain_amount(greatest(applied.amount, invoice.gross_amount - invoice.balance), invoice.currency) as actual,
    invoice.gross_amount - greatest(applied.amount, invoice.gross_amount - invoice.balance) as impact,
    invoice.currency,
    if(
        coalesce(applied.amount >= invoice.gross_amount - invoice.balance, invoice.balance is null),
        in_currency(applied.amount, invoice.currency) || ' was applied to an invoice of '
            || in_currency(invoice.gross_amount, invoice.currency) || ' ' || invoice.currency,
        in_currency(invoice.gross_amount - invoice.balance, invoice.currency) || ' counts as paid of an invoice of '
            || in_currency(invoice.gross_amount, invoice.currency) || ' ' || invoice.currency || ', its balance is '
            || in_currency(invoice.balance, invoice.currency)
    ) as evidence
from invoice
left join applied using (invoice_number)
where invoice.is_posted
    and invoice.gross_amount > 0
    and (
        exceeds(invoice.gross_amount, applied.amount, invoice.currency)
        or exceeds(invoice.gross_amount, invoice.gross_amount - invoice.balance, invoice.currency)
    )
