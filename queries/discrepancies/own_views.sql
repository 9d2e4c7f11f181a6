-- The views of the queue that somebody keeps for themselves, by name.
-- grain: name
-- params: who varchar
-- columns:
--   name varchar: as they call it
--   address varchar: the filters as they stand in the address, rule=T4&sort=age
select name, address
from ledger.own_view
where who = lower(trim($who))
order by lower(name), name
