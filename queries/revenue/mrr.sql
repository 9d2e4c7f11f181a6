-- Recurring revenue on a day and at the ends of the months before it, a currency at a time.
-- grain: currency, day
-- params: as_of date, months integer = 12, currency varchar = ''
-- columns:
--   currency varchar: of all amounts in the row
--   day date: as_of, or the last day of one of the months before it
--   mrr_amount decimal(38,4): recurring revenue a month on that day
--   arr_amount decimal(38,4): twelve times that
--   count_accounts bigint: accounts that bring it in
--   count_without_months bigint: lines whose billing period has no known length, not in the amounts
with recurring as (
    from model.mrr(list_append(
        list_transform(range(1, $months + 1), lambda number: last_day(($as_of - to_months(number::integer))::date)), $as_of
    ))
)

select
    currency,
    day,
    coalesce(sum(mrr_amount), 0)::decimal(38, 4) as mrr_amount,
    (12 * coalesce(sum(mrr_amount), 0))::decimal(38, 4) as arr_amount,
    count(distinct account_id) filter (mrr_amount > 0) as count_accounts,
    count(*) filter (months is null) as count_without_months
from recurring
where $currency in ('', currency)
group by currency, day
order by currency, day
