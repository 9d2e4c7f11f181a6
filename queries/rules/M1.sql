-- The CRM shows stale money.
-- grain: account_id
-- severity: low
-- fixes: firmao publish
with owed as (
    select
        account_id,
        sum(balance) filter (is_open) as balance,
        if(count(distinct currency) filter (is_open) = 1, any_value(currency) filter (is_open), null) as currency,
        max_by(invoice_id, (invoiced_on, invoice_id)) filter (is_posted) as last_invoice_id
    from invoice
    group by account_id
),

paid as (
    select account_id, max_by(payment_id, (paid_on, payment_id)) as last_payment_id
    from payment
    where status = 'processed'
    group by account_id
)

select
    published.account_id,
    coalesce(owed.balance, 0)::decimal(18, 2)::varchar as expected,
    published.published_balance as actual,
    'Firmao shows ' || published.published_balance || ' open, ' || coalesce(nullif(published.published_last_invoice, ''), 'no invoice')
        || ', ' || coalesce(nullif(published.published_last_payment, ''), 'no payment') || '; Ordway has '
        || recon.money(coalesce(owed.balance, 0)) || ', ' || coalesce(owed.last_invoice_id, 'no invoice') || ', '
        || coalesce(paid.last_payment_id, 'no payment') as evidence
from model.published as published
semi join scope using (account_id)
left join owed using (account_id)
left join paid using (account_id)
where published.published_balance <> ''
    and (
        coalesce(differs(coalesce(owed.balance, 0), reading.money(published.published_balance), owed.currency), true)
        or split_part(coalesce(published.published_last_invoice, ''), ' ', 1) <> coalesce(owed.last_invoice_id, '')
        or split_part(coalesce(published.published_last_payment, ''), ' ', 1) <> coalesce(paid.last_payment_id, '')
    )
