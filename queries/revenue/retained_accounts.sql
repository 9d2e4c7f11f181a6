-- The accounts behind retention: those that brought in something a year before, with what they bring in now, the largest
-- change first.
-- grain: account_id, currency
-- kept: accounts, account_mrr
-- rests on: extracts
-- params: as_of date, currency varchar = '', reporting varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   account_id varchar: the account, null where the customer belongs to none
--   account_name varchar: the account's name
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   opening_amount decimal(38,4): recurring revenue a month a year before
--   closing_amount decimal(38,4): recurring revenue a month on as_of
--   amount decimal(38,4): closing less opening
--   count_rows bigint: how many accounts there are in all
with recurring as materialized (
    from model.account_mrr([$as_of, ($as_of - to_months(12))::date], $currency, $as_of, $reporting)
),

kept as (
    select
        opened.account_id,
        opened.currency,
        opened.mrr_amount as opening_amount,
        coalesce(closed.mrr_amount, 0)::decimal(38, 4) as closing_amount
    from recurring as opened
    left join recurring as closed
        on closed.day = $as_of
        and closed.account_id is not distinct from opened.account_id
        and closed.currency is not distinct from opened.currency
    where opened.day = ($as_of - to_months(12))::date and opened.mrr_amount > 0
)

select
    kept.account_id,
    account.name as account_name,
    kept.currency,
    kept.opening_amount,
    kept.closing_amount,
    (kept.closing_amount - kept.opening_amount)::decimal(38, 4) as amount,
    count(*) over () as count_rows
from kept
left join recon.listed_account as account using (account_id)
order by abs(kept.closing_amount - kept.opening_amount) desc, kept.account_id, kept.currency
limit $row_limit offset $row_offset
