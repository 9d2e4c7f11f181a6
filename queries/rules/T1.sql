-- Product missing in billing.
-- grain: subscription_id, product_key
-- severity: high
-- fixes: ordway add_line; firmao remove_entry
-- explains: I1 by subscription_id and product_key
select
    line_terms.account_id,
    line_terms.contract_id,
    line_terms.contract_line_id,
    line_terms.subscription_id,
    line_terms.product_key,
    line_terms.subject.period_start as period_start,
    line_terms.product_key as expected,
    line_terms.currency,
    line_terms.product_name || ' is in the contract and is no line of the subscription' as evidence
from line_terms
inner join contract using (contract_id)
inner join subscription on subscription.subscription_id = line_terms.subscription_id
where line_terms.is_sold
    and not line_terms.is_held
    -- What was added after the subscription's last version is an expansion that was not billed: C6.
    and not (contract.is_annex and contract.made_at > subscription.changed_at)
