-- Since when records that carry the reference of a discrepancy may have been made: the day before its first correction.
-- grain: day
-- params: discrepancy varchar, as_of date
-- columns:
--   day date: UTC; where none was proposed yet, the day before the one asked for
select least(coalesce(min(correction.proposed_at)::date, $as_of), $as_of) - 1 as day
from ledger.correction_discrepancy as settled
inner join ledger.correction using (correction_id)
where settled.discrepancy_id = $discrepancy
