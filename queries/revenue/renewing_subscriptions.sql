-- The subscriptions that renew in one month, with why they may not, the most recurring revenue first; risk narrows them
-- to those at 'any' risk, to one main_risk, or to those at 'none'.
-- grain: subscription_id
-- kept: accounts, account_mrr, mrr, uncollected
-- params: as_of date, month date, risk varchar = '', currency varchar = '', reporting varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   subscription_id varchar: the subscription
--   account_id varchar: the account, null where the customer belongs to none
--   account_name varchar: the account's name
--   renews_on date: the day after the term's last one
--   currency varchar: of the amount: reporting where that is asked for and has a rate on as_of
--   arr_amount decimal(38,4): recurring revenue a year, as on as_of
--   has_notice boolean: it was cancelled for a later day
--   is_by_hand boolean: it does not renew by itself
--   is_overdue boolean: the customer is late by more days than the policy lets pass
--   is_in_doubt boolean: open discrepancies come to more than the policy's share of what the account brings in
--   count_rows bigint: how many subscriptions there are in all
select
    subscription_id,
    account_id,
    account_name,
    renews_on,
    currency,
    arr_amount,
    has_notice,
    is_by_hand,
    is_overdue,
    is_in_doubt,
    count(*) over () as count_rows
from model.renewal($as_of, last_day($month), $currency, $reporting)
where renews_on >= $month
    and case $risk
        when '' then true
        when 'any' then main_risk <> ''
        when 'none' then main_risk = ''
        else main_risk = $risk
    end
order by arr_amount desc, subscription_id
limit $row_limit offset $row_offset
