-- What stands in the way of closing a month, seen on a day; first what has to be settled, then what may be accepted, of that
-- the most money first.
-- grain: kind, subject
-- params: month date, as_of date
-- columns:
--   kind varchar: month, sync, comparison or correction; open or quarantine
--   subject varchar: the discrepancy, the correction, the record or the system
--   told varchar: in words
--   is_acceptable boolean: whether whoever signs may accept it
--   impact decimal(18,4): of an open discrepancy, its money at stake in currency
--   currency varchar: of the amount
--   owner varchar: of an open discrepancy, null for nobody
select
    obstacle.kind,
    obstacle.subject,
    obstacle.told,
    obstacle.is_acceptable,
    found.impact,
    found.currency,
    found.owner
from model.month_obstacles($month, $as_of) as obstacle
left join model.month_discrepancies($month, $as_of) as found
    on obstacle.kind = 'open' and found.discrepancy_id = obstacle.subject
order by
    obstacle.is_acceptable,
    greatest(found.under_collected, -found.over_collected) desc nulls last,
    obstacle.kind,
    obstacle.subject
