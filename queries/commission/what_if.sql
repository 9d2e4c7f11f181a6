-- Commission under a changed plan beside the present one, by rep and state. Nothing of it is kept.
-- kept: commission
-- grain: rep, currency, state
-- processors: all
-- rests on: extracts
-- params: as_of date, plan varchar = '', rate decimal = -1, trigger varchar = '', hold integer = -1, rep varchar = '', currency varchar = ''
-- columns:
--   rep varchar: e-mail of the sales person
--   currency varchar: of the amounts
--   state varchar: expected, invoiced, at risk, earned, released or clawed back
--   present_amount decimal(38,4): as the plan is; contracts of other plans are part of it where plan names one
--   changed_amount decimal(38,4): as it would be with another rate (below 0 the same), trigger ('' the same) or days of hold (below 0 the same)
--   difference decimal(38,4): the one less the other
with told as (
    select rep, currency, place, sum(amount) as present_amount, 0 as changed_amount
    from model.commission_standing($as_of)
    where $rep in ('', rep) and $currency in ('', currency)
    group by rep, currency, place
    union all
    select rep, currency, place, 0, amount
    from model.commission_sums(
        $as_of, $plan, if($rate < 0, null, $rate)::decimal(9, 4), nullif($trigger, ''), if($hold < 0, null, $hold)::integer
    )
    where $rep in ('', rep) and $currency in ('', currency)
)

select
    rep,
    coalesce(currency, '') as currency,
    model.commission_state(place) as state,
    sum(told.present_amount)::decimal(38, 4) as present_amount,
    sum(told.changed_amount)::decimal(38, 4) as changed_amount,
    sum(told.changed_amount - told.present_amount)::decimal(38, 4) as difference
from told
group by rep, currency, place
having sum(told.present_amount) <> 0 or sum(told.changed_amount) <> 0
order by rep, currency, place
