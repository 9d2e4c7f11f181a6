-- Subscriptions whose term ends after a day, what they bring in a year, and why that may be lost.
-- grain: subscription_id
-- columns: renews_on, the day after the term's last one, as Ordway tells terms now; arr_amount, twelve months of recurring
--   revenue on the day, in currency, the reporting one where that has a rate then; has_notice, it was cancelled for a later
--   day; is_by_hand, it does not renew itself; is_overdue, the customer is late by more days than the policy lets pass;
--   is_in_doubt, open discrepancies of the account come to more than the policy's share of what it brings in a year, those
--   in another currency left out, since they cannot be compared. main_risk is the gravest of these: 'notice', 'overdue',
--   'in_doubt' or 'by_hand', '' for none.
create or replace macro model.renewal(day, until_day, only_currency, reporting) as table
with ending as materialized (
    select
        subscription_id,
        ordway_customer_id,
        currency,
        if(status = 'cancelled', cancelled_on, term_ends_on + 1) as renews_on,
        coalesce(status = 'cancelled', false) as has_notice,
        status <> 'cancelled' and not coalesce(is_auto_renewed, false) as is_by_hand
    from model.ordway_subscription
    where status in ('active', 'paused', 'cancelled')
        and if(status = 'cancelled', cancelled_on, term_ends_on + 1) between day + 1 and until_day
        and coalesce(starts_on <= day, true)
        and only_currency in ('', currency)
),

recurring as (
    select subscription_id, sum(mrr_amount) as mrr_amount
    from model.kept_mrr([day])
    semi join ending using (subscription_id)
    group by subscription_id
),

overdue as (
    select distinct ordway_customer_id
    from recon.uncollected
    cross join recon.renewal_risk as risk
    where reason = 'open'
        and starts_on <= day
        and ends_before > day
        and day - due_on > risk.overdue_days
        and balance > 0
),

at_stake as materialized (
    select account_id, currency, under_collected - over_collected as amount
    from model.unnamed_aged(day)
    where root_id is null and impact <> 0 and status in ('open', 'reopened')
),

-- What is at stake less what it brings in; what it brings in counts with the policy's share.
weighed as (
    select account_id, currency, amount as at_stake_amount, 0 as arr_amount
    from at_stake
    union all
    select account_id, currency, 0, 12 * mrr_amount
    from recon.account_mrr
    where product is null
        and starts_on <= day
        and ends_before > day
        and account_id in (select unnest(list(account_id)) from at_stake)
),

doubtful as (
    select weighed.account_id, coalesce(rate.told_currency, weighed.currency) as currency
    from weighed
    cross join recon.renewal_risk as risk
    left join model.reporting_rate(day, reporting) as rate on rate.currency = weighed.currency
    group by all
    having sum(model.converted(at_stake_amount, rate.rate))
        > sum(model.converted(arr_amount, rate.rate)) * any_value(risk.at_stake_rate)
)

select
    ending.subscription_id,
    account.account_id,
    account.name as account_name,
    coalesce(rate.told_currency, ending.currency) as currency,
    ending.renews_on,
    (12 * model.converted(coalesce(recurring.mrr_amount, 0), rate.rate))::decimal(38, 4) as arr_amount,
    ending.has_notice,
    ending.is_by_hand,
    overdue.ordway_customer_id is not null as is_overdue,
    doubtful.account_id is not null as is_in_doubt,
    case
        when ending.has_notice then 'notice'
        when is_overdue then 'overdue'
        when is_in_doubt then 'in_doubt'
        when ending.is_by_hand then 'by_hand'
        else ''
    end as main_risk
from ending
left join recon.listed_account as account using (ordway_customer_id)
left join recurring on recurring.subscription_id = ending.subscription_id
left join overdue using (ordway_customer_id)
left join model.reporting_rate(day, reporting) as rate on rate.currency = ending.currency
left join doubtful
    on doubtful.account_id = account.account_id
    and doubtful.currency = coalesce(rate.told_currency, ending.currency);
