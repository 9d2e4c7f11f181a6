-- Everybody who takes care of a discrepancy.
-- grain: owner
-- params: none
-- columns:
--   owner varchar: as they were named when it was assigned last
with assigned as (
    select max_by(value, happened_at) as owner
    from ledger.discrepancy_event
    where kind = 'assigned'
    group by discrepancy_id
)

select distinct owner
from assigned
where owner <> ''
order by owner
