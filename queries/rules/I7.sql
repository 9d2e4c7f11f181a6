-- Wrong due date.
-- grain: invoice_id
-- severity: medium
-- fixes: ordway update_invoice
with agreed as (
    select account_id, contract_id, bundle_id, payment_days, starts_on, coalesce(ends_on, setting.as_of) as ends_on
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

-- What an invoice bills says which contracts it is of; where that says nothing, any of the account.
billed_for as (
    select doubtful.invoice_id, coalesce(line.bundle_number, bundle_of(line.stream)) as bundle_number
    from invoice_line as line
    inner join doubtful using (invoice_number)
    group by all
),

own as (
    select billed_for.invoice_id, agreed.contract_id
    from billed_for
    inner join bundle using (bundle_number)
    inner join agreed using (bundle_id)
),

-- Of the contracts that had begun those that ran on the day, else the one before.
possible as (
    select doubtful.*, agreed.contract_id, agreed.payment_days, agreed.starts_on, agreed.ends_on >= doubtful.invoiced_on as is_running
    from doubtful
    inner join agreed on agreed.account_id = doubtful.account_id and agreed.starts_on <= doubtful.invoiced_on
    left join own on own.invoice_id = doubtful.invoice_id and own.contract_id = agreed.contract_id
    where own.contract_id is not null or doubtful.invoice_id not in (select invoice_id from own)
),

-- The contract that began last says how long there is to pay; of several that began together, the one with the last id.
granted as (
    select
        account_id,
        invoice_id,
        invoiced_on,
        due_on,
        currency,
        max_by(payment_days, (is_running, starts_on, contract_id)) as payment_days
    from possible
    group by account_id, invoice_id, invoiced_on, due_on, currency
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
