-- Automatic renewal differs.
-- grain: contract_id
-- severity: low
-- fixes: ordway change_subscription; firmao update_agreement
select
    account_id,
    contract_id,
    subscription_id,
    if(is_auto_renewed, 'Yes', 'No') as expected,
    if(held_is_auto_renewed, 'Yes', 'No') as actual,
    currency,
    contract_number || ': ' || if(is_auto_renewed, 'renews by itself, the subscription does not', 'does not renew by itself, the subscription does') as evidence
from terms
where is_auto_renewed <> held_is_auto_renewed
