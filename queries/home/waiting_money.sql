-- What the corrections that wait for somebody's approval weigh: of each the money it settles or, where that is more, all that
-- its requests move or commit.
-- grain: currency
-- params: who varchar
-- columns:
--   currency varchar: of the amounts
--   amount decimal(38,4): what they weigh together
with waiting as (
    select told.correction_id, coalesce(told.currency, '') as currency, abs(told.impact) as impact, kept.plan
    from model.unnamed_correction as told
    inner join ledger.correction as kept using (correction_id)
    where told.standing = 'waiting' and lower(trim(told.proposed_by)) <> lower(trim($who))
),

exposed as (
    select correction_id, unnest(map_entries((plan::json -> '$.exposure')::map(varchar, varchar))) as part
    from waiting
),

weighed as (
    select correction_id, currency, impact as amount
    from waiting
    where impact > 0
    union all
    select correction_id, part.key, part.value::decimal(18, 4)
    from exposed
),

weight as (
    select correction_id, currency, max(amount) as amount
    from weighed
    group by correction_id, currency
)

select currency, sum(amount)::decimal(38, 4) as amount
from weight
group by currency
order by currency
