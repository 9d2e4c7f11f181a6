-- What each rep's commission comes to on a day, by state, a currency at a time. Source: metrics, Commission on cash.
-- kept: commission
-- grain: rep, currency, state
-- params: as_of date, currency varchar = '', reporting varchar = '', rep varchar = ''
-- columns:
--   rep varchar: e-mail of the sales person
--   currency varchar: of the amount: reporting where that is asked for and has a rate on as_of
--   state varchar: expected, invoiced, at risk, earned, released or clawed back
--   amount decimal(38,4): commission in that state
--   count_contracts bigint: contracts that have some
with contract as (
    select
        rep,
        currency,
        contract_id,
        sum(expected) as expected,
        sum(invoiced) as invoiced,
        sum(at_risk) as at_risk,
        sum(held) as earned,
        sum(released) as released,
        sum(taken_back) as taken_back
    from model.commission_parts($as_of, '', null, null, null)
    where $currency in ('', currency) and $rep in ('', rep)
    group by rep, currency, contract_id
),

summed as (
    select
        rep,
        currency,
        [
            {'state': 'expected', 'amount': sum(expected), 'contracts': countif(expected <> 0)},
            {'state': 'invoiced', 'amount': sum(invoiced), 'contracts': countif(invoiced <> 0)},
            {'state': 'at risk', 'amount': sum(at_risk), 'contracts': countif(at_risk <> 0)},
            {'state': 'earned', 'amount': sum(earned), 'contracts': countif(earned <> 0)},
            {'state': 'released', 'amount': sum(released), 'contracts': countif(released <> 0)},
            {'state': 'clawed back', 'amount': sum(taken_back), 'contracts': countif(taken_back <> 0)}
        ] as states
    from contract
    group by rep, currency
),

told as (
    select rep, currency, unnest(states, recursive := true)
    from summed
),

reported as (
    select
        told.rep,
        coalesce(rate.told_currency, told.currency) as currency,
        told.state,
        sum(model.converted(told.amount, rate.rate)) as amount,
        sum(told.contracts) as contracts
    from told
    left join model.reporting_rate($as_of, $reporting) as rate on rate.currency = told.currency
    where told.contracts > 0
    group by all
)

select rep, currency, state, amount::decimal(38, 4) as amount, contracts::bigint as count_contracts
from reported
order by rep, currency, list_position(['expected', 'invoiced', 'at risk', 'earned', 'released', 'clawed back'], state)
