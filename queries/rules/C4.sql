-- Stopped too early.
-- grain: subscription_id
-- severity: high
-- fixes: ordway reactivate; firmao end_agreement
-- explains: I1 by subscription_id
select
    contract.account_id,
    contract.contract_id,
    subscription.subscription_id,
    subscription.cancelled_on as period_start,
    contract.currency,
    contract.contract_number || ' runs to ' || coalesce(recon.span(contract.ends_on, null), 'no end') || '; the subscription is '
        || subscription.status || coalesce(' since ' || recon.span(subscription.cancelled_on, null), '') as evidence
from contract
inner join subscription using (subscription_id)
where contract.is_running
    and not contract.is_annex
    and (
        subscription.status = 'paused'
        -- One that is cancelled for the day on which its contract ends stops in time.
        or (subscription.status = 'cancelled' and coalesce(contract.ends_on > subscription.cancelled_on, true))
    )
