-- Contract not billed.
-- grain: contract_id
-- severity: high
-- fixes: ordway create_subscription
-- explains: I1 by contract_id
with claimed as (
    select
        contract_id,
        concat_ws(
            ' and ',
            'by ' || string_agg(claim.subscription_id, ', ' order by claim.subscription_id)
                filter (subscription.account_id = contract.account_id),
            case count(*) filter (subscription.account_id = contract.account_id)
                when 0 then 'from another account by several'
                when 1 then 'from another account'
            end
        ) as claimants
    from contract_claim as claim
    inner join contract using (contract_id)
    left join subscription on subscription.subscription_id = claim.subscription_id
    group by contract_id
    having count(*) > 1
),

-- What is charged once needs no subscription where an order says that it is for the contract.
charged_once as (
    select contract_id, contract_id in (select contract_id from customer_order) as is_ordered
    from contract_line
    group by contract_id
    having bool_and(is_one_time)
),

-- What does not say so may still be what billed it: of the invoiced ones that of the same amount, else the latest.
likely as (
    select
        contract.contract_id,
        max_by(
            'order ' || ordered.order_id || ' of ' || recon.span(ordered.ordered_on, null) || ' over '
                || in_currency(ordered.net_amount, ordered.currency) || ' ' || ordered.currency
                || ' was billed to this customer, and its notes and currency do not say that it is for this contract',
            (ordered.net_amount = contract.net_amount, ordered.ordered_on, ordered.order_id)
        ) as told
    from contract
    left join charged_once using (contract_id)
    inner join customer_order as ordered on ordered.account_id = contract.account_id
    inner join invoice on invoice.invoice_id = ordered.invoice_id
    where invoice.is_posted
        and ordered.contract_id is null
        and ordered.status <> 'cancelled'
        and not ordered.is_corrective
        and (charged_once.contract_id is not null or reading.given(trim(contract.billing_period)) is null)
        and ordered.ordered_on >= coalesce(contract.signed_on, contract.starts_on)
    group by contract.contract_id
)

select
    contract.account_id,
    contract.contract_id,
    contract.currency,
    contract.contract_number || ' runs from ' || recon.span(contract.starts_on, contract.ends_on)
        || coalesce(' and is named ' || claimed.claimants || ': which of them bills it is not said',
            ' and has no subscription')
        || coalesce('; ' || likely.told, '') as evidence
from contract
cross join setting
left join claimed using (contract_id)
left join charged_once using (contract_id)
left join likely using (contract_id)
where contract.subscription_id is null
    and contract.starts_on <= setting.as_of
    and not coalesce(charged_once.is_ordered, false)
