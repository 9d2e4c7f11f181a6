-- Wrong due date.
-- grain: invoice_id
-- severity: medium
-- fixes: ordway update_invoice
with agreed as (
    select account_id, payment_days, starts_on, coalesce(ends_on, setting.as_of) as ends_on
    from contract
    cross join setting
    where not is_annex and payment_days is not null
),

-- Where an account has one number of days to pay, most invoices are seen to give it before it is asked what holds when.
usual as (
    select account_id, any_value(payment_days) as payment_days
    from agreed
    group by account_id
    having min(payment_days) = max(payment_days)
),

doubtful as (
    select invoice.*
    from invoice
    left join usual using (account_id)
    where invoice.is_posted and invoice.due_on is distinct from invoice.invoiced_on + usual.payment_days
)

select
    invoice.account_id,
    invoice.invoice_id,
    (invoice.invoiced_on + max_by(agreed.payment_days, agreed.starts_on))::varchar as expected,
    invoice.due_on::varchar as actual,
    invoice.currency,
    'invoiced on ' || recon.span(invoice.invoiced_on, null) || ' with ' || max_by(agreed.payment_days, agreed.starts_on)
        || ' days to pay, due on ' || recon.span(invoice.due_on, null) as evidence
from doubtful as invoice
inner join agreed on agreed.account_id = invoice.account_id and agreed.starts_on <= invoice.invoiced_on
group by invoice.account_id, invoice.invoice_id, invoice.invoiced_on, invoice.due_on, invoice.currency
having invoice.due_on <> invoice.invoiced_on + max_by(agreed.payment_days, agreed.starts_on)
