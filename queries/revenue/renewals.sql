-- What renews in each of the months after a day: how much it brings in a year, and how much of that is at risk, and why:
-- each subscription for its gravest reason, so that the reasons add up.
-- grain: currency, month
-- kept: accounts, account_mrr, mrr, uncollected
-- params: as_of date, months integer = 12, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   month date: the first day of the month in which terms end and the next ones begin
--   count_subscriptions bigint: subscriptions whose term ends
--   count_accounts bigint: accounts they belong to
--   arr_amount decimal(38,4): their recurring revenue a year, as on as_of
--   at_risk_amount decimal(38,4): of it what is at risk, the sum of the four below
--   notice_amount decimal(38,4): cancelled for a later day
--   overdue_amount decimal(38,4): else of customers who are late by more days than the policy lets pass
--   in_doubt_amount decimal(38,4): else of accounts whose open discrepancies come to more than the policy's share of their revenue
--   by_hand_amount decimal(38,4): else does not renew by itself
select
    currency,
    date_trunc('month', renews_on)::date as month,
    count(*) as count_subscriptions,
    count(distinct account_id) as count_accounts,
    sum(arr_amount)::decimal(38, 4) as arr_amount,
    coalesce(sum(arr_amount) filter (main_risk <> ''), 0)::decimal(38, 4) as at_risk_amount,
    coalesce(sum(arr_amount) filter (main_risk = 'notice'), 0)::decimal(38, 4) as notice_amount,
    coalesce(sum(arr_amount) filter (main_risk = 'overdue'), 0)::decimal(38, 4) as overdue_amount,
    coalesce(sum(arr_amount) filter (main_risk = 'in_doubt'), 0)::decimal(38, 4) as in_doubt_amount,
    coalesce(sum(arr_amount) filter (main_risk = 'by_hand'), 0)::decimal(38, 4) as by_hand_amount
from model.renewal($as_of, last_day(($as_of + to_months($months))::date), $currency, $reporting)
group by currency, month
order by currency, month
