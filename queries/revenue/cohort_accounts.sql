-- The accounts of one cohort, with what each brought in at first and brings in on a day, the most first;
-- of all, or of one product, industry or country, as mrr_split names them.
-- grain: account_id, currency
-- kept: accounts, mrr
-- params: as_of date, signed_in date, quarters integer = 12, currency varchar = '', reporting varchar = '', dimension varchar = '', part varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   account_id varchar: the account
--   account_name varchar: the account's name
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   signed_on date: when it signed its first won contract
--   first_amount decimal(38,4): what it brought in a month at the end of the first quarter that it did
--   mrr_amount decimal(38,4): what it brings in a month on as_of
--   count_rows bigint: how many accounts there are in all
with signed as (
    from model.first_signed($as_of, $dimension, $part)
    where date_trunc('quarter', signed_on) = $signed_in
),

recurring as (
    select account_id, currency, day, mrr_amount
    from model.product_mrr(
        model.quarter_ends($as_of, $quarters),
        $currency,
        $as_of,
        $reporting,
        model.products_of($dimension, $part)
    )
    where mrr_amount > 0
)

select
    signed.account_id,
    any_value(account.name) as account_name,
    recurring.currency,
    any_value(signed.signed_on) as signed_on,
    min_by(recurring.mrr_amount, recurring.day)::decimal(38, 4) as first_amount,
    coalesce(any_value(recurring.mrr_amount) filter (recurring.day = $as_of), 0)::decimal(38, 4) as mrr_amount,
    count(*) over () as count_rows
from signed
inner join recurring on recurring.account_id = signed.account_id and recurring.day >= date_trunc('quarter', signed.signed_on)
left join recon.listed_account as account on account.account_id = signed.account_id
group by signed.account_id, recurring.currency
order by mrr_amount desc, signed.account_id, recurring.currency
limit $row_limit offset $row_offset
