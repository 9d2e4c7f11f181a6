-- Recurring revenue on a day by product, by industry and by country, each a whole by itself.
-- Industry and country are those that the CRM names of the customer; '' is where it names none.
-- grain: currency, dimension, part
-- kept: accounts, mrr
-- params: as_of date, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   dimension varchar: product, industry or country
--   part varchar: the product's name, the industry or the country
--   mrr_amount decimal(38,4): recurring revenue a month
--   share_rate decimal(18,4): of the currency's recurring revenue
--   count_accounts bigint: accounts that bring it in
with recurring as (
    select
        line.account_id,
        coalesce(rate.told_currency, line.currency) as currency,
        coalesce(product.name, line.product_id, '') as product,
        coalesce(crm.industry, '') as industry,
        coalesce(crm.office_address_country, '') as country,
        model.converted(line.mrr_amount, rate.rate) as mrr_amount
    from model.kept_mrr([$as_of]) as line
    left join recon.listed_account as account using (account_id)
    left join firmao.customers as crm on crm.id = account.firmao_customer_id and crm.deleted_at is null
    left join ordway.products as product on product.id = line.product_id
    left join model.reporting_rate($as_of, $reporting) as rate on rate.currency = line.currency
    where $currency in ('', line.currency) and line.mrr_amount > 0
),

parted as (
    unpivot recurring on product, industry, country into name dimension value part
),

summed as (
    select currency, dimension, part, sum(mrr_amount) as mrr_amount, count(distinct account_id) as count_accounts
    from parted
    group by currency, dimension, part
)

select
    currency,
    dimension,
    part,
    mrr_amount::decimal(38, 4) as mrr_amount,
    model.ratio(mrr_amount, sum(mrr_amount) over (partition by currency, dimension)) as share_rate,
    count_accounts
from summed
order by currency, dimension, mrr_amount desc, part
