-- What the filters of the queue offer: only what some discrepancy has.
-- grain: filter, choice
-- params: as_of date
-- columns:
--   filter varchar: rule, severity, owner or currency
--   choice varchar: the value
--   words varchar: the value as people read it
with listed as (
    from model.census($as_of)
),

offered as (
    select distinct 'rule' as filter, rule as choice, rule || ' ' || title as words, precedence as place
    from listed
    union all
    select distinct 'severity', severity, severity, array_position(['high', 'medium', 'low'], severity)
    from listed
    union all
    select distinct 'owner', owner, owner, 0
    from listed
    where owner <> ''
    union all
    select distinct 'currency', currency, currency, 0
    from listed
    where currency <> ''
)

select filter, choice, words
from offered
order by filter, place, choice
