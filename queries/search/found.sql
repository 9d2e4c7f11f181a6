-- Everything that a search means, by kind, the best of each kind first: what is just that, begins so, then holds it. What
-- it means is told by search/meant. Both sides of an account are one as the last reconciliation joined them.
-- grain: kind, number
-- processors: all
-- params: search varchar, pattern varchar, tax_pattern varchar, number varchar, beginning varchar, only_kind varchar = '', row_limit integer = 6
-- columns:
--   kind varchar: account, contract, subscription, invoice, payment, discrepancy or correction
--   number varchar: its id, of a contract Firmao's
--   is_exact boolean: its number, tax id or name is just what was searched for
--   account_id varchar: the account it belongs to, null for none
--   account_name varchar: as in the CRM, else as in billing
--   words varchar: its number or title as people read it; of an account its tax id
--   status varchar: where it has one
--   happened_on date: signed, begun, invoiced, paid, found or proposed on that day
--   amount decimal(18,4): net of a contract, gross of an invoice, the payment, the impact, in currency
--   currency varchar: of the amount
with customer as (
    select 'F' || id as account_id, id, name, coalesce(nip_number, vat_ue) as tax_id
    from firmao.customers
    where deleted_at is null
    union all
    select 'O' || id, id, name, mapped_tax_id
    from ordway.customers
    where deleted_at is null
),

named as (
    select
        account_id,
        case
            when id in ($search, $number) or account_id = $search then 0
            when $tax_pattern <> '' and regexp_matches(tax_id, $tax_pattern)
                then model.pattern_rank(regexp_replace(tax_id, '^PL', ''), $tax_pattern)
            else model.pattern_rank(name, $pattern)
        end as rank
    from customer
    where id in ($search, $number)
        or account_id = $search
        or ($pattern <> '' and regexp_matches(name, $pattern))
        or ($tax_pattern <> '' and regexp_matches(tax_id, $tax_pattern))
),

hit as (
    (
        select 'account' as kind, account_id as number, min(rank) as rank, account_id, null as customer_id, null as words,
            null as status, null::date as happened_on, null as amount, null as currency
        from (
            select coalesce(link.account_id, named.account_id) as account_id, named.rank
            from named
            left join recon.account_link as link on named.account_id = 'O' || link.ordway_customer_id
        )
        where $only_kind in ('', 'account')
        group by account_id
        order by rank, length(number), number
        limit $row_limit
    )
    union all
    (
        select 'contract', contract_id,
            if(contract_id = $search, 0, model.pattern_rank(contract_number, $pattern)) as rank,
            'F' || firmao_customer_id, null, contract_number, status, signed_on, net_amount, currency
        from model.firmao_contract
        where $only_kind in ('', 'contract') and $beginning <> ''
            and (contract_id = $search or ($pattern <> '' and regexp_matches(contract_number, $pattern)))
        order by rank, length(contract_id), contract_id
        limit $row_limit
    )
    union all
    (
        select 'subscription', subscription_id, if(subscription_id in ($search, $number), 0, 1) as rank, null, ordway_customer_id, subscription_id, status,
            starts_on, null, currency
        from model.ordway_subscription
        where $only_kind in ('', 'subscription')
            and (subscription_id in ($search, $number) or ($beginning <> '' and starts_with(subscription_id, $beginning)))
        order by rank, length(subscription_id), subscription_id
        limit $row_limit
    )
    union all
    (
        select 'invoice', invoice_id, if(invoice_id in ($search, $number), 0, 1) as rank, null, ordway_customer_id, invoice_id, status,
            invoiced_on, gross_amount, currency
        from model.ordway_invoice
        where $only_kind in ('', 'invoice')
            and (invoice_id in ($search, $number) or ($beginning <> '' and starts_with(invoice_id, $beginning)))
        order by rank, length(invoice_id), invoice_id
        limit $row_limit
    )
    union all
    (
        select 'payment', payment_id, if(payment_id in ($search, $number), 0, 1) as rank, null, ordway_customer_id, payment_id, status,
            paid_on, amount, currency
        from model.ordway_payment
        where $only_kind in ('', 'payment')
            and (payment_id in ($search, $number) or ($beginning <> '' and starts_with(payment_id, $beginning)))
        order by rank, length(payment_id), payment_id
        limit $row_limit
    )
    union all
    (
        select 'discrepancy', discrepancy_id, if(lower(discrepancy_id) = lower($search), 0, 1) as rank, account_id, null,
            rule.title, if(resolved_at is null, 'open', 'resolved'), first_seen_at::date, impact, currency
        from recon.discrepancy as found
        left join recon.rule as rule on rule.code = found.rule
        where $only_kind in ('', 'discrepancy') and $beginning <> '' and starts_with(lower(discrepancy_id), lower($search))
        order by rank, discrepancy_id
        limit $row_limit
    )
    union all
    (
        select 'correction', correction_id, if(correction_id in ($search, $number), 0, 1) as rank, account_id, null, title,
            state, proposed_at::date, impact, currency
        from ledger.correction
        where $only_kind in ('', 'correction')
            and (correction_id in ($search, $number) or ($beginning <> '' and starts_with(correction_id, $beginning)))
        order by rank, correction_id
        limit $row_limit
    )
),

placed as (
    select hit.* replace (coalesce(hit.account_id, link.account_id, 'O' || hit.customer_id) as account_id)
    from hit
    left join recon.account_link as link on link.ordway_customer_id = hit.customer_id
),

-- Only the few that were found are read, so that no list of customers is sorted into a table first.
told as (
    select account_id, name, tax_id
    from customer
    where account_id in (select account_id from placed)
)

select
    placed.kind, placed.number, placed.rank = 0 as is_exact, placed.account_id, told.name as account_name,
    if(placed.kind = 'account', told.tax_id, placed.words) as words,
    placed.status, placed.happened_on, placed.amount::decimal(18, 4) as amount, placed.currency
from placed
left join told on told.account_id = placed.account_id
order by
    array_position(['account', 'contract', 'subscription', 'invoice', 'payment', 'discrepancy', 'correction'], placed.kind),
    placed.rank, length(placed.number), placed.number
