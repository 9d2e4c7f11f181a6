-- On how few accounts recurring revenue rests: the accounts by what they bring in, each with its share and that of all
-- larger ones with it.
-- grain: currency, place
-- kept: accounts, account_mrr
-- rests on: extracts
-- params: as_of date, currency varchar = '', reporting varchar = '', row_limit integer = 20, row_offset integer = 0
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   place bigint: 1 for the account that brings in the most
--   account_id varchar: the account, null where the customer belongs to none
--   account_name varchar: the account's name
--   mrr_amount decimal(38,4): recurring revenue a month
--   share_rate decimal(18,4): of the currency's recurring revenue
--   until_rate decimal(18,4): share of the account and all before it
--   count_rows bigint: accounts of the currency in all
with recurring as (
    select account_id, currency, mrr_amount
    from model.account_mrr([$as_of], $currency, $as_of, $reporting)
    where mrr_amount > 0
),

placed as (
    select
        *,
        row_number() over largest_first as place,
        sum(mrr_amount) over largest_first as until_amount,
        sum(mrr_amount) over (partition by currency) as whole_amount,
        count(*) over (partition by currency) as count_rows
    from recurring
    window largest_first as (partition by currency order by mrr_amount desc, account_id rows unbounded preceding)
)

select
    placed.currency,
    placed.place,
    placed.account_id,
    account.name as account_name,
    placed.mrr_amount,
    model.ratio(placed.mrr_amount, placed.whole_amount) as share_rate,
    model.ratio(placed.until_amount, placed.whole_amount) as until_rate,
    placed.count_rows
from placed
left join recon.listed_account as account using (account_id)
where placed.place > $row_offset and placed.place <= $row_offset + $row_limit
order by placed.currency, placed.place
