-- What the filters of the corrections offer: only what some correction has.
-- grain: filter, choice
-- params: none
-- columns:
--   filter varchar: kind or who
--   choice varchar: the value
select 'kind' as filter, kind as choice
from model.unnamed_correction
union
select 'who', proposed_by
from model.unnamed_correction
union
select 'who', approved_by
from model.unnamed_correction
where approved_by is not null
order by filter, choice
