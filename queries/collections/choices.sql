-- What the worklist and the aging can be narrowed to: sales persons and currencies of what is open.
-- grain: name, value
-- kept: open_invoices
-- rests on: extracts
-- params: as_of date
-- columns:
--   name varchar: owner or currency
--   value varchar: one of them; nobody where what is open has no sales person
with told as (
    select distinct currency, owner
    from model.kept_receivable($as_of)
)

select distinct 'currency' as name, currency as value
from told
where currency is not null
union
select 'owner', coalesce(owner, 'nobody')
from told
order by name, value
