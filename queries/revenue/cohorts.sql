-- How much recurring revenue accounts keep, by the quarter in which they signed first: at the end of that quarter and of
-- each one since, and on a day. An account in billing alone signed nothing and belongs to no cohort.
-- Of all, or of one product, industry or country, as mrr_split names them.
-- grain: currency, signed_in, day
-- kept: mrr
-- params: as_of date, quarters integer = 12, currency varchar = '', reporting varchar = '', dimension varchar = '', part varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   signed_in date: the first day of the quarter in which the accounts signed their first won contract
--   day date: the last day of a quarter, or as_of
--   quarters_since bigint: how many quarters after signing, 0 for the quarter itself
--   count_accounts bigint: accounts of the cohort that have brought in anything by as_of
--   count_kept bigint: of them those that bring in something on the day
--   first_amount decimal(38,4): what they brought in a month at the end of the first quarter that each did
--   mrr_amount decimal(38,4): what they bring in a month on the day
--   count_begun bigint: accounts of the cohort that have brought in anything by the day
--   begun_amount decimal(38,4): what those brought in a month at first; who begins later is not lost before
--   kept_rate decimal(18,4): mrr_amount as a share of begun_amount, null until somebody begins
with signed as (
    select account_id, date_trunc('quarter', signed_on)::date as signed_in
    from model.first_signed($as_of, $dimension, $part)
),

recurring as materialized (
    select recurring.*, signed.signed_in
    from model.product_mrr(
        model.quarter_ends($as_of, $quarters),
        $currency,
        $as_of,
        $reporting,
        model.products_of($dimension, $part)
    ) as recurring
    inner join signed using (account_id)
    where recurring.mrr_amount > 0
        and recurring.day >= signed.signed_in
        and signed.signed_in >= date_trunc('quarter', $as_of) - to_months((3 * $quarters)::integer)
),

begun as (
    select signed_in, currency, account_id, min(day) as begun_on, min_by(mrr_amount, day) as first_amount
    from recurring
    group by signed_in, currency, account_id
),

cohort as (
    select signed_in, currency, count(*) as count_accounts, sum(first_amount) as first_amount
    from begun
    group by signed_in, currency
),

asked as materialized (
    select
        if(number = 0, $as_of, (date_trunc('quarter', $as_of) - to_months((3 * (number - 1))::integer))::date - 1) as day
    from range($quarters + 1) as counted(number)
),

begun_by as (
    select begun.signed_in, begun.currency, asked.day, count(*) as count_begun, sum(begun.first_amount) as begun_amount
    from begun
    inner join asked on asked.day >= begun.begun_on
    group by begun.signed_in, begun.currency, asked.day
)

select
    cohort.currency,
    cohort.signed_in,
    asked.day,
    date_diff('quarter', cohort.signed_in, asked.day) as quarters_since,
    any_value(cohort.count_accounts) as count_accounts,
    count(recurring.account_id) as count_kept,
    any_value(cohort.first_amount)::decimal(38, 4) as first_amount,
    coalesce(sum(recurring.mrr_amount), 0)::decimal(38, 4) as mrr_amount,
    coalesce(any_value(begun_by.count_begun), 0) as count_begun,
    coalesce(any_value(begun_by.begun_amount), 0)::decimal(38, 4) as begun_amount,
    model.ratio(coalesce(sum(recurring.mrr_amount), 0), any_value(begun_by.begun_amount)) as kept_rate
from cohort
inner join asked on asked.day >= cohort.signed_in
left join begun_by
    on begun_by.signed_in = cohort.signed_in
    and begun_by.currency = cohort.currency
    and begun_by.day = asked.day
left join recurring
    on recurring.signed_in = cohort.signed_in
    and recurring.currency = cohort.currency
    and recurring.day = asked.day
group by cohort.currency, cohort.signed_in, asked.day
order by cohort.currency, cohort.signed_in, asked.day
