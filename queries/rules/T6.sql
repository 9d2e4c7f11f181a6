-- Currency differs.
-- grain: contract_id
-- severity: high
-- fixes: firmao update_agreement
select
    account_id,
    contract_id,
    subscription_id,
    currency as expected,
    held_currency as actual,
    currency,
    contract_number || ': ' || currency || ' in the contract, ' || held_currency || ' in the subscription' as evidence
from terms
where currency <> held_currency
