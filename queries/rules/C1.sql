-- Contract not billed.
-- grain: contract_id
-- severity: high
-- fixes: ordway create_subscription
-- explains: I1 by contract_id
select
    contract.account_id,
    contract.contract_id,
    contract.currency,
    contract.contract_number || ' runs from ' || recon.span(contract.starts_on, contract.ends_on)
        || ' and has no subscription' as evidence
from contract
cross join setting
where contract.subscription_id is null and contract.starts_on <= setting.as_of
