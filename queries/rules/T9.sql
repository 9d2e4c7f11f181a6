-- End or term differs.
-- grain: contract_id
-- severity: medium
-- fixes: ordway change_subscription; firmao update_agreement
select
    account_id,
    contract_id,
    subscription_id,
    ends_on::varchar as expected,
    held_ends_on::varchar as actual,
    currency,
    contract_number || ': ' || 'ends on ' || recon.span(ends_on, null) || ', the subscription''s term on ' || recon.span(held_ends_on, null) as evidence
from terms
where ends_on <> held_ends_on and held_ends_on >= (select as_of from setting)
