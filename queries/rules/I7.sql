-- Wrong due date.
-- grain: invoice_id
-- severity: medium
-- fixes: ordway update_invoice
with agreed as (
    select account_id, contract_id, payment_days, starts_on, coalesce(ends_on, setting.as_of) as ends_on
    from contract
    cross join setting
    where not is_annex and payment_days is not null
),

-- Where an account has one number of days to pay, most invoices are seen to give it before it is asked what holds when.
usual as (
    select account_id, min(payment_days) as payment_days
    from agreed
    group by account_id
    having min(payment_days) = max(payment_days)
),

doubtful as (
    select invoice.*
    from invoice
    left join usual using (account_id)
    where invoice.is_posted and invoice.due_on is distinct from invoice.invoiced_on + usual.payment_days
),

-- The contract that began last says how long there is to pay; of several that began together, the one with the last id.
granted as (
    select
        invoice.account_id,
        invoice.invoice_id,
        invoice.invoiced_on,
        invoice.due_on,
        invoice.currency,
        max_by(agreed.payment_days, (agreed.starts_on, agreed.contract_id)) as payment_days
    from doubtful as invoice
    inner join agreed on agreed.account_id = invoice.account_id and agreed.starts_on <= invoice.invoiced_on
    group by invoice.account_id, invoice.invoice_id, invoice.invoiced_on, invoice.due_on, invoice.currency
)

select
    account_id,
    invoice_id,
    (invoiced_on + payment_days)::varchar as expected,
    due_on::varchar as actual,
    currency,
    'invoiced on ' || recon.span(invoiced_on, null) || ' with ' || payment_days || ' days to pay, due on '
        || recon.span(due_on, null) as evidence
from granted
where due_on <> invoiced_on + payment_days
