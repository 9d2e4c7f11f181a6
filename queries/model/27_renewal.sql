-- Subscriptions whose term ends after a day, what they bring in a year, and why that may be lost.
-- grain: subscription_id
-- columns: renews_on, the day after the term's last one, as Ordway tells terms now; arr_amount, twelve months of recurring
--   revenue on the day, in currency, the reporting one where that has a rate then; has_notice, it was cancelled for a later
--   day; is_by_hand, it does not renew itself; is_overdue, the customer owes something past due; is_in_doubt, an open
--   discrepancy of the account has money at stake.
create or replace macro model.renewal(day, until_day, only_currency, reporting) as table
with ending as (
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
    group by subscription_id
),

overdue as (
    select distinct ordway_customer_id
    from model.receivable([day])
    where days_overdue > 0 and balance > 0
),

doubtful as (
    select distinct account_id
    from model.aged(day)
    where root_id is null and impact <> 0 and status in ('open', 'reopened')
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
    doubtful.account_id is not null as is_in_doubt
from ending
left join recon.listed_account as account using (ordway_customer_id)
left join recurring using (subscription_id)
left join overdue using (ordway_customer_id)
left join doubtful on doubtful.account_id = account.account_id
left join model.reporting_rate(day, reporting) as rate on rate.currency = ending.currency;
