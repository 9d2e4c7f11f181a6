-- Expansion not billed.
-- grain: contract_id
-- severity: high
-- fixes: ordway change_subscription
-- explains: T3 by expansion_id; T4 by expansion_id; I1 by contract_id; I4 by contract_id
select
    contract.account_id,
    contract.contract_id,
    contract.contract_id as expansion_id,
    contract.subscription_id,
    if(count(*) = 1, min(expansion.product_key), null) as product_key,
    contract.currency,
    contract.contract_number || ' was signed after '
        || coalesce('version ' || subscription.version, 'the last version') || ' of the subscription and adds or raises '
        || string_agg(distinct expansion.product_name, ', ' order by expansion.product_name) as evidence
from expansion
inner join contract using (contract_id)
inner join subscription using (subscription_id)
group by
    contract.account_id,
    contract.contract_id,
    contract.subscription_id,
    contract.currency,
    contract.contract_number,
    subscription.version
