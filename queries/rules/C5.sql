-- Renewal not billed.
-- grain: subscription_id
-- severity: high
-- fixes: ordway renew_subscription
-- explains: I1 by subscription_id
select
    contract.account_id,
    contract.contract_id,
    subscription.subscription_id,
    subscription.term_ends_on + 1 as period_start,
    contract.currency,
    contract.contract_number || ' runs to ' || coalesce(recon.span(contract.ends_on, null), 'no end')
        || '; the subscription''s term ended on ' || recon.span(subscription.term_ends_on, null) as evidence
from contract
inner join subscription using (subscription_id)
cross join setting
where contract.is_speaking
    and not coalesce(subscription.is_auto_renewed, false)
    and subscription.term_ends_on < setting.as_of
    and subscription.status in ('active', 'expired')
    and coalesce(contract.ends_on > subscription.term_ends_on, true)
