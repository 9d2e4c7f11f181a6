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
        || coalesce(' and is named by ' || claimed.claimants || ': which of them bills it is not said',
            ' and has no subscription') as evidence
from contract
cross join setting
left join (
    select contract_id, string_agg(subscription_id, ', ' order by subscription_id) as claimants
    from model.contract_claim
    group by contract_id
    having count(*) > 1
) as claimed using (contract_id)
where contract.subscription_id is null and contract.starts_on <= setting.as_of
