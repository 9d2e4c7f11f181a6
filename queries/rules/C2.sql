-- Subscription without contract.
-- grain: subscription_id
-- severity: high
-- fixes: ordway link, cancel_subscription; firmao create_agreement
select
    subscription.account_id,
    subscription.subscription_id,
    subscription.currency,
    subscription.subscription_id || ' bills without a won contract' as evidence
from subscription
anti join contract using (subscription_id)
where subscription.status = 'active'
