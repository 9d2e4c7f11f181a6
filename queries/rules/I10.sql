-- Invoice does not add up.
-- grain: invoice_id
-- severity: medium
-- fixes: none
with total as (
    select
        invoice_number,
        sum(net_amount + tax_amount) as gross_amount,
        bool_or(is_in_other_currency) as is_in_other_currency
    from invoice_line
    group by invoice_number
),

credited as (
    select applied.invoice_id, sum(applied.amount) as amount
    from model.credit_application as applied
    inner join model.ordway_credit as credit using (credit_id)
    where credit.status <> 'reversed'
    group by applied.invoice_id
)

select
    invoice.account_id,
    invoice.invoice_id,
    total.gross_amount::decimal(18, 2)::varchar as expected,
    invoice.gross_amount::decimal(18, 2)::varchar as actual,
    total.gross_amount - invoice.gross_amount as impact,
    invoice.currency,
    'lines and tax make ' || recon.money(total.gross_amount) || ', the invoice says ' || recon.money(invoice.gross_amount)
        || ', paid ' || recon.money(invoice.paid_amount) || ', credited ' || recon.money(coalesce(credited.amount, 0))
        || ', open ' || recon.money(invoice.balance) as evidence
from invoice
inner join total using (invoice_number)
left join credited using (invoice_id)
where invoice.is_posted
    and (
        differs(total.gross_amount, invoice.gross_amount, invoice.currency)
        or differs(
            invoice.gross_amount - invoice.paid_amount - coalesce(credited.amount, 0), invoice.balance, invoice.currency
        )
        or total.is_in_other_currency
    )
