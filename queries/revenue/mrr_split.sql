-- Recurring revenue on a day by product, by industry and by country, each a whole by itself.
-- Industry and country are those that the CRM names of the customer; '' is where it names none.
-- grain: currency, dimension, part
-- kept: account_mrr, segments
-- rests on: extracts
-- params: as_of date, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   dimension varchar: product, industry or country
--   part varchar: the product's name, the industry or the country
--   mrr_amount decimal(38,4): recurring revenue a month
--   share_rate decimal(18,4): of the currency's recurring revenue
--   count_accounts bigint: accounts that bring it in
with of_product as not materialized (
    select
        kept.product,
        kept.account_id,
        kept.has_other_currency,
        coalesce(rate.told_currency, kept.currency) as currency,
        model.converted(kept.mrr_amount, rate.rate) as mrr_amount
    from recon.account_mrr as kept
    left join model.reporting_rate($as_of, $reporting) as rate on rate.currency = kept.currency
    where kept.product is not null
        and kept.starts_on <= $as_of
        and kept.ends_before > $as_of
        and kept.mrr_amount > 0
        and $currency in ('', kept.currency)
),

-- Hardly any account has a second currency, so that it could be counted twice: those are counted apart.
by_product as (
    select currency, product, sum(mrr_amount) as mrr_amount, count(account_id) as count_accounts
    from of_product
    where not has_other_currency
    group by currency, product
    union all
    select currency, product, sum(mrr_amount), count(distinct account_id)
    from of_product
    where has_other_currency
    group by currency, product
),

by_segment as (
    select
        told.currency,
        coalesce(segment.industry, '') as industry,
        coalesce(segment.country, '') as country,
        sum(told.mrr_amount) as mrr_amount,
        count(told.account_id) as count_accounts
    from model.account_mrr([$as_of], $currency, $as_of, $reporting) as told
    left join recon.account_segment as segment using (account_id)
    where told.mrr_amount > 0
    group by told.currency, coalesce(segment.industry, ''), coalesce(segment.country, '')
),

parted as (
    select currency, 'product' as dimension, product as part, mrr_amount, count_accounts
    from by_product
    union all
    select currency, 'industry', industry, mrr_amount, count_accounts
    from by_segment
    union all
    select currency, 'country', country, mrr_amount, count_accounts
    from by_segment
),

summed as (
    select currency, dimension, part, sum(mrr_amount) as mrr_amount, sum(count_accounts)::bigint as count_accounts
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
