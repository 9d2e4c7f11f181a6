-- The accounts that bring in recurring revenue on a day, or those of one product, industry or country, the most first.
-- grain: account_id, currency
-- kept: accounts, mrr
-- params: as_of date, dimension varchar = '', part varchar = '', currency varchar = '', reporting varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   account_id varchar: the account, null where the customer belongs to none
--   account_name varchar: the account's name
--   currency varchar: of the amount: reporting where that is asked for and has a rate on as_of
--   mrr_amount decimal(38,4): recurring revenue a month
--   arr_amount decimal(38,4): twelve times that
--   count_rows bigint: how many accounts there are in all
with recurring as (
    select
        line.account_id,
        account.name as account_name,
        coalesce(rate.told_currency, line.currency) as currency,
        model.converted(line.mrr_amount, rate.rate) as mrr_amount,
        case $dimension
            when 'product' then coalesce(product.name, line.product_id, '')
            when 'industry' then coalesce(crm.industry, '')
            when 'country' then coalesce(crm.office_address_country, '')
            else $part
        end as part
    from model.kept_mrr([$as_of]) as line
    left join recon.listed_account as account using (account_id)
    left join firmao.customers as crm on crm.id = account.firmao_customer_id and crm.deleted_at is null
    left join ordway.products as product on product.id = line.product_id
    left join model.reporting_rate($as_of, $reporting) as rate on rate.currency = line.currency
    where $currency in ('', line.currency) and line.mrr_amount > 0
)

select
    account_id,
    any_value(account_name) as account_name,
    currency,
    sum(mrr_amount)::decimal(38, 4) as mrr_amount,
    (12 * sum(mrr_amount))::decimal(38, 4) as arr_amount,
    count(*) over () as count_rows
from recurring
where part = $part
group by account_id, currency
order by sum(mrr_amount) desc, account_id, currency
limit $row_limit offset $row_offset
