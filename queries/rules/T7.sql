-- Billing period differs.
-- grain: contract_id
-- severity: high
-- fixes: ordway change_subscription; firmao update_agreement
select
    terms.account_id,
    terms.contract_id,
    terms.subscription_id,
    terms.billing_period as expected,
    min(line_terms.held_billing_period) as actual,
    terms.currency,
    terms.contract_number || ': ' || terms.billing_period || ' in the contract, ' || min(line_terms.held_billing_period)
        || ' in the subscription; its amounts are not compared' as evidence
from terms
inner join line_terms using (subscription_id)
inner join billing_period as held on held.word = lower(trim(line_terms.held_billing_period))
where held.months <> terms.months and not line_terms.is_one_time
group by
    terms.account_id,
    terms.contract_id,
    terms.subscription_id,
    terms.billing_period,
    terms.currency,
    terms.contract_number
