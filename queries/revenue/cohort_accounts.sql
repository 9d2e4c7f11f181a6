-- The accounts of one cohort, with what each brought in at first and brings in on a day, the most first;
-- of all, or of one product, industry or country, as mrr_split names them.
-- grain: account_id, currency
-- kept: accounts, account_mrr, segments
-- rests on: extracts
-- params: as_of date, signed_in date, quarters integer = 12, currency varchar = '', reporting varchar = '', dimension varchar = '', part varchar = '', row_limit integer = 1000000, row_offset integer = 0
-- columns:
--   account_id varchar: the account
--   account_name varchar: the account's name
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   signed_on date: when it signed its first won contract
--   first_amount decimal(38,4): what it brought in a month at the end of the first quarter that it did
--   mrr_amount decimal(38,4): what it brings in a month on as_of
--   count_rows bigint: how many accounts there are in all
with span as (
    select *, model.looked_at_from(starts_on, $as_of) as first_day
    from model.cohort_mrr($as_of, $quarters, $currency, $reporting, $dimension, $part)
    where signed_in = $signed_in and first_day < ends_before
),

told as (
    select
        account_id,
        currency,
        any_value(signed_on) as signed_on,
        min_by(mrr_amount, first_day) as first_amount,
        coalesce(any_value(mrr_amount) filter (ends_before > $as_of), 0) as mrr_amount
    from span
    group by account_id, currency
)

select
    told.account_id,
    account.name as account_name,
    told.currency,
    told.signed_on,
    told.first_amount::decimal(38, 4) as first_amount,
    told.mrr_amount::decimal(38, 4) as mrr_amount,
    count(*) over () as count_rows
from told
left join recon.listed_account as account using (account_id)
order by mrr_amount desc, told.account_id, told.currency
limit $row_limit offset $row_offset
