-- The subscriptions that renew in one month, with why they may not, the most recurring revenue first.
-- grain: subscription_id
-- kept: accounts, mrr
-- params: as_of date, month date, only_at_risk boolean = false, currency varchar = '', reporting varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   subscription_id varchar: the subscription
--   account_id varchar: the account, null where the customer belongs to none
--   account_name varchar: the account's name
--   renews_on date: the day after the term's last one
--   currency varchar: of the amount: reporting where that is asked for and has a rate on as_of
--   arr_amount decimal(38,4): recurring revenue a year, as on as_of
--   has_notice boolean: it was cancelled for a later day
--   is_by_hand boolean: it does not renew by itself
--   is_overdue boolean: the customer owes something past due
--   is_in_doubt boolean: an open discrepancy of the account has money at stake
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
where renews_on >= $month and (not $only_at_risk or has_notice or is_by_hand or is_overdue or is_in_doubt)
order by arr_amount desc, subscription_id
limit $row_limit offset $row_offset
