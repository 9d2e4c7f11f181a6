-- What renews in each of the months after a day: how much it brings in a year, and how much of that is at risk, and why.
-- One subscription may be at risk for several reasons, so that these do not add up.
-- grain: currency, month
-- kept: accounts, mrr
-- params: as_of date, months integer = 12, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   month date: the first day of the month in which terms end and the next ones begin
--   count_subscriptions bigint: subscriptions whose term ends
--   count_accounts bigint: accounts they belong to
--   arr_amount decimal(38,4): their recurring revenue a year, as on as_of
--   at_risk_amount decimal(38,4): of it what is at risk for any of the reasons below
--   notice_amount decimal(38,4): cancelled for a later day
--   by_hand_amount decimal(38,4): does not renew by itself
--   overdue_amount decimal(38,4): of customers who owe something past due
--   in_doubt_amount decimal(38,4): of accounts with an open discrepancy that has money at stake
select
    currency,
    date_trunc('month', renews_on)::date as month,
    count(*) as count_subscriptions,
    count(distinct account_id) as count_accounts,
    sum(arr_amount)::decimal(38, 4) as arr_amount,
    coalesce(sum(arr_amount) filter (has_notice or is_by_hand or is_overdue or is_in_doubt), 0)::decimal(38, 4)
        as at_risk_amount,
    coalesce(sum(arr_amount) filter (has_notice), 0)::decimal(38, 4) as notice_amount,
    coalesce(sum(arr_amount) filter (is_by_hand), 0)::decimal(38, 4) as by_hand_amount,
    coalesce(sum(arr_amount) filter (is_overdue), 0)::decimal(38, 4) as overdue_amount,
    coalesce(sum(arr_amount) filter (is_in_doubt), 0)::decimal(38, 4) as in_doubt_amount
from model.renewal($as_of, last_day(($as_of + to_months($months))::date), $currency, $reporting)
group by currency, month
order by currency, month
