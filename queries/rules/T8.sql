-- Start date differs.
-- grain: subscription_id
-- severity: medium
-- fixes: firmao update_agreement
-- explains: I1 by contract_id; I4 by contract_id; I5 by subscription_id and currency; I6 by contract_id
with first_contract as (
    select subscription_id, min(starts_on) as starts_on, min_by(contract_id, (starts_on, contract_id)) as contract_id
    from contract
    where subscription_id is not null
    group by subscription_id
)

select
    terms.account_id,
    first_contract.contract_id,
    terms.subscription_id,
    least(first_contract.starts_on, terms.held_starts_on) as period_start,
    greatest(first_contract.starts_on, terms.held_starts_on) - 1 as period_end,
    first_contract.starts_on::varchar as expected,
    terms.held_starts_on::varchar as actual,
    terms.currency,
    terms.contract_number || ': starts on ' || recon.span(first_contract.starts_on, null) || ', the subscription on '
        || recon.span(terms.held_starts_on, null) as evidence
from terms
inner join first_contract using (subscription_id)
where first_contract.starts_on <> terms.held_starts_on
