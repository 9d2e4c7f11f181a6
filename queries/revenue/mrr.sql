-- Recurring revenue on a day and at the ends of the months before it, a currency at a time.
-- grain: currency, day
-- kept: account_mrr
-- rests on: extracts
-- params: as_of date, months integer = 12, currency varchar = '', reporting varchar = ''
-- columns:
--   currency varchar: of all amounts in the row: reporting where that is asked for and has a rate on as_of
--   day date: as_of, or the last day of one of the months before it
--   mrr_amount decimal(38,4): recurring revenue a month on that day
--   arr_amount decimal(38,4): twelve times that
--   count_accounts bigint: accounts that bring it in
--   count_without_months bigint: lines whose billing period has no known length, not in the amounts
select
    currency,
    day,
    mrr_amount,
    (12 * mrr_amount)::decimal(38, 4) as arr_amount,
    count_accounts,
    count_without_months
from model.mrr_on(list_append(model.month_ends($as_of, 1, $months), $as_of), $currency, $as_of, $reporting)
order by currency, day
