-- What was released in each month and what was taken back in it, a currency at a time, as it stands on a day. What is
-- released with each payment counts in the month of the latest one.
-- kept: commission
-- grain: currency, month
-- rests on: extracts
-- params: as_of date, months integer = 12, currency varchar = '', reporting varchar = '', rep varchar = ''
-- columns:
--   currency varchar: of the amounts: reporting where that is asked for and has a rate on as_of
--   month date: its first day; the month of as_of is told up to that day
--   released_amount decimal(38,4): released in the month
--   taken_back_amount decimal(38,4): taken back in it, of whatever was released before
with line as (
    select currency, state, date_trunc('month', dated_on)::date as month, amount
    from model.commission_standing($as_of)
    where $currency in ('', currency)
        and $rep in ('', rep)
        and state in ('released', 'clawed back')
        and dated_on > last_day(($as_of - to_months($months::integer))::date)
)

select
    coalesce(rate.told_currency, line.currency) as currency,
    line.month,
    coalesce(sum(model.converted(line.amount, rate.rate)) filter (line.state = 'released'), 0)::decimal(38, 4) as released_amount,
    coalesce(sum(model.converted(line.amount, rate.rate)) filter (line.state = 'clawed back'), 0)::decimal(38, 4)
        as taken_back_amount
from line
left join model.reporting_rate($as_of, $reporting) as rate on rate.currency = line.currency
group by all
order by currency, month
