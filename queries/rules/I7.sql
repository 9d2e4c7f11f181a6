-- Wrong due date.
-- grain: invoice_id
-- severity: medium
-- fixes: ordway update_invoice
with agreed as (
    select account_id, payment_days, starts_on, coalesce(ends_on, setting.as_of) as ends_on
    from contract
    cross join setting
    where not is_annex and payment_days is not null
)

select
    invoice.account_id,
    invoice.invoice_id,
    (invoice.invoiced_on + max_by(agreed.payment_days, agreed.starts_on))::varchar as expected,
    invoice.due_on::varchar as actual,
    invoice.currency,
    'invoiced on ' || recon.span(invoice.invoiced_on, null) || ' with ' || max_by(agreed.payment_days, agreed.starts_on)
        || ' days to pay, due on ' || recon.span(invoice.due_on, null) as evidence
from invoice
inner join agreed on agreed.account_id = invoice.account_id and agreed.starts_on <= invoice.invoiced_on
where invoice.is_posted
group by invoice.account_id, invoice.invoice_id, invoice.invoiced_on, invoice.due_on, invoice.currency
having invoice.due_on <> invoice.invoiced_on + max_by(agreed.payment_days, agreed.starts_on)
