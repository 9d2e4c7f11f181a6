-- The accounts behind one movement of recurring revenue: those that moved it in some months, the most first.
-- grain: account_id, currency, closed_on
-- kept: accounts, account_mrr, recurring_since
-- rests on: extracts
-- params: as_of date, since date, closed_on date, movement varchar = '', months integer = 12, currency varchar = '', reporting varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   account_id varchar: the account, null where the customer belongs to none
--   account_name varchar: the account's name
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   closed_on date: the month's end, or as_of, from since to closed_on
--   movement varchar: new, reactivation, expansion, contraction or churn
--   opening_amount decimal(38,4): recurring revenue a month at the end of the month before that
--   closing_amount decimal(38,4): recurring revenue a month on closed_on
--   amount decimal(38,4): closing less opening
--   count_rows bigint: how many rows there are in all
select
    moved.account_id,
    account.name as account_name,
    moved.currency,
    moved.closed_on,
    moved.movement,
    moved.opening_amount,
    moved.closing_amount,
    (moved.closing_amount - moved.opening_amount)::decimal(38, 4) as amount,
    count(*) over () as count_rows
-- No further back than is asked for: each month costs as much as the next.
from model.mrr_movement(
    $as_of, least($months, date_diff('month', $since, $as_of) + 1), $currency, $reporting
) as moved
left join recon.listed_account as account using (account_id)
where moved.closed_on between $since and $closed_on and $movement in ('', moved.movement)
order by abs(moved.closing_amount - moved.opening_amount) desc, moved.account_id, moved.currency, moved.closed_on
limit $row_limit offset $row_offset
