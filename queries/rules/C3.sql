-- Billed after the contract's end.
-- grain: subscription_id
-- severity: high
-- fixes: ordway cancel_subscription, credit; firmao extend_agreement
-- explains: I5 by subscription_id and currency
with ended as (
    select subscription_id, max(ends_on) as ends_on, max_by(contract_id, (ends_on, contract_id)) as contract_id
    from contract
    where subscription_id is not null
    group by subscription_id
    having count(*) = count(ends_on) and not max_by(coalesce(is_auto_renewed, false), (ends_on, contract_id))
),

billed_after as (
    -- What was credited in whole bills nothing any more.
    select ended.subscription_id, count(*) as lines
    from invoice_line
    inner join bundle using (bundle_number)
    inner join ended on ended.subscription_id = bundle.bundle_id
    where invoice_line.is_posted
        and invoice_line.period_start > ended.ends_on
        and invoice_line.period_end is not null
        and invoice_line.net_amount > invoice_line.credited_amount
    group by ended.subscription_id
)

select
    subscription.account_id,
    ended.contract_id,
    subscription.subscription_id,
    ended.ends_on + 1 as period_start,
    subscription.currency,
    'the contract ended on ' || recon.span(ended.ends_on, null) || '; the subscription is ' || subscription.status
        || ', ' || coalesce(billed_after.lines, 0) || ' invoice lines are for later' as evidence
from ended
inner join subscription using (subscription_id)
left join billed_after using (subscription_id)
cross join setting
where ended.ends_on < setting.as_of and (subscription.status = 'active' or billed_after.lines > 0)
