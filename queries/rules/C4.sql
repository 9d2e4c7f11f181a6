-- Stopped too early.
-- grain: subscription_id
-- severity: high
-- fixes: ordway reactivate; firmao end_agreement
-- explains: I1 by subscription_id
with stopped as (
    select
        subscription.*,
        case
            when status = 'cancelled' then cancelled_on
            when status = 'expired' and term_ends_on < setting.as_of then term_ends_on + 1
        end as stopped_on
    from subscription
    cross join setting
    where status in ('paused', 'cancelled')
        -- One whose term ran out with nothing to renew it is a renewal that was not billed: C5.
        or (status = 'expired' and (coalesce(is_auto_renewed, false) or coalesce(term_ends_on >= setting.as_of, true)))
)

select
    contract.account_id,
    contract.contract_id,
    stopped.subscription_id,
    stopped.stopped_on as period_start,
    contract.currency,
    contract.contract_number || ' runs to ' || coalesce(recon.span(contract.ends_on, null), 'no end') || '; the subscription is '
        || stopped.status || coalesce(' since ' || recon.span(stopped.stopped_on, null), '') as evidence
from contract
inner join stopped using (subscription_id)
cross join setting
where contract.is_speaking
    and case stopped.status
        when 'paused' then true
        -- One that stops for the day on which its contract ends stops in time.
        when 'cancelled' then coalesce(contract.ends_on > stopped.cancelled_on, true)
        else coalesce(contract.ends_on > least(stopped.term_ends_on, setting.as_of), true)
    end
