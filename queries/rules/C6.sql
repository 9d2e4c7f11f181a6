-- Expansion not billed.
-- grain: contract_id
-- severity: high
-- fixes: ordway change_subscription
-- explains: T3 by contract_id and product_key; T4 by contract_id and product_key; I1 by contract_id; I4 by contract_id
select
    contract.account_id,
    contract.contract_id,
    contract.subscription_id,
    if(count(distinct contract_line.product_key) = 1, min(contract_line.product_key), null) as product_key,
    contract.currency,
    contract.contract_number || ' was signed after '
        || coalesce('version ' || subscription.version, 'the last version') || ' of the subscription and adds or raises '
        || string_agg(distinct coalesce(contract_line.product_name, contract_line.product_key), ', '
            order by coalesce(contract_line.product_name, contract_line.product_key)) as evidence
from contract
inner join subscription using (subscription_id)
inner join contract_line using (contract_id)
left join line_terms
    on line_terms.subscription_id = contract.subscription_id and line_terms.product_key = contract_line.product_key
where contract.is_annex
    and contract.is_running
    and subscription.status = 'active'
    and contract.made_at > subscription.changed_at
    and (
        not line_terms.is_held
        or line_terms.held_quantity < line_terms.quantity
        or (
            line_terms.is_comparable
            and line_terms.held_unit_price < line_terms.unit_price
            and line_terms.subject.contract_id = contract.contract_id
        )
    )
group by
    contract.account_id,
    contract.contract_id,
    contract.subscription_id,
    contract.currency,
    contract.contract_number,
    subscription.version
