-- What stands in the way of closing a month, seen on a day; first what has to be settled, then what may be accepted, of that
-- the most money first.
-- grain: kind, subject
-- params: month date, as_of date, row_limit integer = 1000000
-- columns:
--   kind varchar: month, sync, comparison or correction; open or quarantine
--   subject varchar: the discrepancy, the correction, the record or the system
--   told varchar: in words
--   is_acceptable boolean: whether whoever signs may accept it
--   impact decimal(18,4): of an open discrepancy, its money at stake in currency
--   currency varchar: of the amount
--   owner varchar: of an open discrepancy, null for nobody
--   count_acceptable bigint: how many may be accepted in all; no more discrepancies than row_limit are listed
select kind, subject, told, is_acceptable, impact, currency, owner, count_acceptable
from model.listed_obstacles($month, $as_of, $row_limit)
order by is_acceptable, at_stake desc nulls last, kind, subject
