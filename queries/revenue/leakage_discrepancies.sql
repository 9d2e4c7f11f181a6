-- The discrepancies behind one month's leakage: those opening, found, fixed, accepted or open, the most money first.
-- grain: discrepancy_id
-- kept: accounts
-- params: as_of date, closed_on date, movement varchar = 'open', months integer = 12, currency varchar = '', reporting varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   discrepancy_id varchar: the cause
--   rule varchar: its code
--   title varchar: what its rule is called
--   account_id varchar: the account, null where it belongs to none
--   account_name varchar: the account's name
--   currency varchar: of the amount: reporting where that is asked for and has a rate on as_of
--   amount decimal(38,4): what moved that way, or is open
--   count_rows bigint: how many discrepancies there are in all
with told as (
    select
        *,
        case $movement
            when 'opening' then opening_amount
            when 'found' then found_amount
            when 'fixed' then fixed_amount
            when 'accepted' then accepted_amount
            else open_amount
        end as amount
    from model.leakage_course($as_of, $months, $currency, $reporting)
)

select
    told.discrepancy_id,
    told.rule,
    told.title,
    told.account_id,
    account.name as account_name,
    told.currency,
    told.amount,
    count(*) over () as count_rows
from told
left join recon.listed_account as account using (account_id)
where told.closed_on = $closed_on and told.amount <> 0
order by abs(told.amount) desc, told.discrepancy_id
limit $row_limit offset $row_offset
