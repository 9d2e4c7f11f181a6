-- What each rep's commission comes to on a day, by state, a currency at a time. Source: metrics, Commission on cash.
-- kept: commission
-- grain: rep, currency, state
-- rests on: extracts
-- params: as_of date, currency varchar = '', reporting varchar = '', rep varchar = ''
-- columns:
--   rep varchar: e-mail of the sales person
--   currency varchar: of the amount: reporting where that is asked for and has a rate on as_of
--   state varchar: expected, invoiced, at risk, earned, released or clawed back
--   amount decimal(38,4): commission in that state
with summed as (
    select rep, currency, state, sum(amount) as amount
    from model.commission_standing($as_of)
    where $currency in ('', currency) and $rep in ('', rep)
    group by rep, currency, state
    having sum(amount) <> 0
),

reported as (
    select
        summed.rep,
        coalesce(rate.told_currency, summed.currency) as currency,
        summed.state,
        sum(model.converted(summed.amount, rate.rate)) as amount
    from summed
    left join model.reporting_rate($as_of, $reporting) as rate on rate.currency = summed.currency
    group by all
)

select rep, currency, state, amount::decimal(38, 4) as amount
from reported
order by rep, currency, list_position(['expected', 'invoiced', 'at risk', 'earned', 'released', 'clawed back'], state)
