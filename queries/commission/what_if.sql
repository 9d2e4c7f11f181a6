-- Commission under a changed plan beside the present one, by rep and state. Nothing of it is kept.
-- kept: commission
-- grain: rep, currency, state
-- params: as_of date, plan varchar = '', rate decimal = -1, trigger varchar = '', hold integer = -1, rep varchar = '', currency varchar = ''
-- columns:
--   rep varchar: e-mail of the sales person
--   currency varchar: of the amounts
--   state varchar: expected, invoiced, at risk, earned, released or clawed back
--   present_amount decimal(38,4): as the plan is; contracts of other plans are part of it where plan names one
--   changed_amount decimal(38,4): as it would be with another rate (below 0 the same), trigger ('' the same) or days of hold (below 0 the same)
--   difference decimal(38,4): the one less the other
with part as (
    select rep, currency, false as is_changed, expected, invoiced, at_risk, held, released, taken_back
    from model.commission_parts($as_of, '', null, null, null)
    where $rep in ('', rep) and $currency in ('', currency)
    union all
    select rep, currency, true, expected, invoiced, at_risk, held, released, taken_back
    from model.commission_parts(
        $as_of, $plan, if($rate < 0, null, $rate)::decimal(9, 4), nullif($trigger, ''), if($hold < 0, null, $hold)::integer
    )
    where $rep in ('', rep) and $currency in ('', currency)
),

summed as (
    select
        rep,
        coalesce(currency, '') as currency,
        is_changed,
        [
            {'state': 'at risk', 'place': 1, 'amount': sum(at_risk)},
            {'state': 'invoiced', 'place': 2, 'amount': sum(invoiced)},
            {'state': 'expected', 'place': 3, 'amount': sum(expected)},
            {'state': 'earned', 'place': 4, 'amount': sum(held)},
            {'state': 'released', 'place': 5, 'amount': sum(released)},
            {'state': 'clawed back', 'place': 6, 'amount': sum(taken_back)}
        ] as states
    from part
    group by rep, currency, is_changed
),

told as (
    select rep, currency, is_changed, unnest(states, recursive := true)
    from summed
)

select
    rep,
    currency,
    state,
    coalesce(sum(amount) filter (not is_changed), 0)::decimal(38, 4) as present_amount,
    coalesce(sum(amount) filter (is_changed), 0)::decimal(38, 4) as changed_amount,
    (changed_amount - present_amount)::decimal(38, 4) as difference
from told
group by rep, currency, state, place
having present_amount <> 0 or changed_amount <> 0
order by rep, currency, place
