-- The accounts that bring in recurring revenue on a day, or those of one product, industry or country, the most first.
-- grain: account_id, currency
-- kept: accounts, account_mrr, segments
-- rests on: extracts
-- params: as_of date, dimension varchar = '', part varchar = '', currency varchar = '', reporting varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   account_id varchar: the account, null where the customer belongs to none
--   account_name varchar: the account's name
--   currency varchar: of the amount: reporting where that is asked for and has a rate on as_of
--   mrr_amount decimal(38,4): recurring revenue a month
--   arr_amount decimal(38,4): twelve times that
--   count_rows bigint: how many accounts there are in all
with recurring as (
    select told.account_id, told.currency, told.mrr_amount
    from model.product_mrr($currency, $as_of, $reporting, if($dimension = 'product', $part, null)) as told
    left join recon.account_segment as segment using (account_id)
    where told.starts_on <= $as_of
        and told.ends_before > $as_of
        and told.mrr_amount > 0
        and case $dimension
            when 'industry' then coalesce(segment.industry, '') = $part
            when 'country' then coalesce(segment.country, '') = $part
            else true
        end
)

select
    recurring.account_id,
    account.name as account_name,
    recurring.currency,
    recurring.mrr_amount::decimal(38, 4) as mrr_amount,
    (12 * recurring.mrr_amount)::decimal(38, 4) as arr_amount,
    count(*) over () as count_rows
from recurring
left join recon.listed_account as account using (account_id)
order by recurring.mrr_amount desc, recurring.account_id, recurring.currency
limit $row_limit offset $row_offset
