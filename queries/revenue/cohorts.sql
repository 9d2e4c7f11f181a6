-- How much recurring revenue accounts keep, by the quarter in which they signed first: at the end of that quarter and of
-- each one since, and on a day. An account in billing alone signed nothing and belongs to no cohort.
-- Of all, or of one product, industry or country, as mrr_split names them.
-- grain: currency, signed_in, day
-- kept: account_mrr, segments
-- rests on: extracts
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
with span as materialized (
    select *, model.looked_at_from(starts_on, $as_of) as first_day
    from model.cohort_mrr($as_of, $quarters, $currency, $reporting, $dimension, $part)
    where signed_in >= date_trunc('quarter', $as_of) - to_months((3 * $quarters)::integer) and first_day < ends_before
),

begun as (
    select signed_in, currency, account_id, min(first_day) as begun_on, min_by(mrr_amount, first_day) as first_amount
    from span
    group by signed_in, currency, account_id
),

-- What each day adds to what was there before.
change as (
    select signed_in, currency, starts_on as day, 1 as kept, mrr_amount, 0 as begun, 0 as begun_amount
    from span
    union all
    select signed_in, currency, ends_before, -1, -mrr_amount, 0, 0
    from span
    union all
    select signed_in, currency, begun_on, 0, 0, 1, first_amount
    from begun
),

by_day as materialized (
    select
        signed_in,
        currency,
        day,
        sum(kept) as kept,
        sum(mrr_amount) as mrr_amount,
        sum(begun) as begun,
        sum(begun_amount) as begun_amount
    from change
    group by signed_in, currency, day
),

asked as (
    select
        if(number = 0, $as_of, (date_trunc('quarter', $as_of) - to_months((3 * (number - 1))::integer))::date - 1) as day
    from range($quarters + 1) as counted(number)
),

told as (
    select
        cohort.currency,
        cohort.signed_in,
        asked.day,
        coalesce(sum(by_day.kept), 0)::bigint as count_kept,
        coalesce(sum(by_day.mrr_amount), 0)::decimal(38, 4) as mrr_amount,
        coalesce(sum(by_day.begun), 0)::bigint as count_begun,
        coalesce(sum(by_day.begun_amount), 0)::decimal(38, 4) as begun_amount
    from (select distinct signed_in, currency from by_day) as cohort
    inner join asked on asked.day >= cohort.signed_in
    left join by_day
        on by_day.signed_in = cohort.signed_in
        and by_day.currency is not distinct from cohort.currency
        and by_day.day <= asked.day
    group by cohort.currency, cohort.signed_in, asked.day
)

-- Nobody who has begun is taken back, so the most of any day is that of the last.
select
    currency,
    signed_in,
    day,
    date_diff('quarter', signed_in, day) as quarters_since,
    max(count_begun) over cohort as count_accounts,
    count_kept,
    max(begun_amount) over cohort as first_amount,
    mrr_amount,
    count_begun,
    begun_amount,
    model.ratio(mrr_amount, begun_amount) as kept_rate
from told
window cohort as (partition by currency, signed_in)
order by currency, signed_in, day
