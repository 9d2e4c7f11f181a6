-- Subscription never activated.
-- grain: subscription_id
-- severity: high
-- fixes: ordway activate_subscription
-- explains: I1 by subscription_id
select
    subscription.account_id,
    min(contract.contract_id) as contract_id,
    subscription.subscription_id,
    subscription.currency,
    subscription.subscription_id || ' was to start on ' || recon.span(subscription.starts_on, null) || ' and is still '
        || subscription.status as evidence
from subscription
inner join contract using (subscription_id)
cross join setting
where subscription.status in ('draft', 'validating') and subscription.starts_on + setting.grace_days < setting.as_of
group by all
