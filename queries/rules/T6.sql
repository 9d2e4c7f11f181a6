-- Currency differs.
-- grain: contract_id
-- severity: high
-- fixes: firmao update_agreement
select
    contract.account_id,
    contract.contract_id,
    contract.subscription_id,
    contract.currency as expected,
    subscription.currency as actual,
    contract.currency,
    contract.contract_number || ': ' || contract.currency || ' in the contract, ' || subscription.currency
        || ' in the subscription' as evidence
from contract
inner join subscription using (subscription_id)
where contract.is_running and subscription.status = 'active' and contract.currency <> subscription.currency
