-- The CRM shows stale money.
-- grain: account_id
-- severity: low
-- fixes: firmao publish
with owed as (
    select
        account_id,
        currency,
        coalesce(sum(balance) filter (is_open), 0) as amount,
        max({'invoiced_on': invoiced_on, 'invoice_id': invoice_id}) as last
    from invoice
    where is_posted
    group by account_id, currency
),

billed as (
    select
        account_id,
        list({'currency': currency, 'amount': amount, 'decimals': decimals(currency)}) as amounts,
        if(count(*) = 1, any_value(currency), null) as only_currency,
        max_by(last.invoice_id, last) as last_invoice_id
    from owed
    group by account_id
),

paid as (
    select account_id, max_by(payment_id, (paid_on, payment_id)) as last_payment_id
    from payment
    where status = 'processed'
    group by account_id
),

published as (
    select published.*
    from model.published as published
    semi join scope using (account_id)
    where published.published_balance <> ''
),

told as (
    select account_id, unnest(model.owed_in_text(published_balance), recursive := true)
    from published
),

shown as (
    select told.account_id, coalesce(told.currency, billed.only_currency) as currency, told.amount
    from told
    left join billed using (account_id)
),

-- Currency by currency: what is not shown is shown as nothing, what cannot be read as something else.
stale as (
    select
        coalesce(owed.account_id, shown.account_id) as account_id,
        bool_or(
            shown.account_id is not null and shown.amount is null
            or differs(coalesce(owed.amount, 0), coalesce(shown.amount, 0), coalesce(owed.currency, shown.currency))
        ) as is_stale
    from owed
    full join shown on shown.account_id = owed.account_id and shown.currency = owed.currency
    group by all
)

select
    published.account_id,
    model.owed_as_text(billed.amounts) as expected,
    published.published_balance as actual,
    'Firmao shows ' || published.published_balance || ' open, ' || coalesce(nullif(published.published_last_invoice, ''), 'no invoice')
        || ', ' || coalesce(nullif(published.published_last_payment, ''), 'no payment') || '; Ordway has '
        || model.owed_as_text(billed.amounts) || ', ' || coalesce(billed.last_invoice_id, 'no invoice') || ', '
        || coalesce(paid.last_payment_id, 'no payment') as evidence
from published
inner join stale using (account_id)
left join billed using (account_id)
left join paid using (account_id)
where stale.is_stale
    or split_part(coalesce(published.published_last_invoice, ''), ' ', 1) <> coalesce(billed.last_invoice_id, '')
    or split_part(coalesce(published.published_last_payment, ''), ' ', 1) <> coalesce(paid.last_payment_id, '')
