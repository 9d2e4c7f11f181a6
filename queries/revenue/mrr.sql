-- Recurring revenue on a day and at the ends of the months before it, a currency at a time.
-- grain: currency, day
-- kept: mrr
-- params: as_of date, months integer = 12, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   day date: as_of, or the last day of one of the months before it
--   mrr_amount decimal(38,4): recurring revenue a month on that day
--   arr_amount decimal(38,4): twelve times that
--   count_accounts bigint: accounts that bring it in
--   count_without_months bigint: lines whose billing period has no known length, not in the amounts
with recurring as (
    select account_id, currency, day, coalesce(sum(mrr_amount), 0) as mrr_amount, count(*) filter (months is null) as unknown
    from model.kept_mrr(list_append(model.month_ends($as_of, 1, $months), $as_of))
    where $currency in ('', currency)
    group by account_id, currency, day
),

converted as (
    select
        recurring.account_id,
        coalesce(rate.told_currency, recurring.currency) as currency,
        recurring.day,
        model.converted(recurring.mrr_amount, rate.rate) as mrr_amount,
        recurring.unknown
    from recurring
    left join model.reporting_rate($as_of, $reporting) as rate on rate.currency = recurring.currency
)

select
    currency,
    day,
    sum(mrr_amount)::decimal(38, 4) as mrr_amount,
    (12 * sum(mrr_amount))::decimal(38, 4) as arr_amount,
    count(distinct account_id) filter (mrr_amount > 0) as count_accounts,
    sum(unknown)::bigint as count_without_months
from converted
group by currency, day
order by currency, day
