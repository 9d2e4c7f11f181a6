-- The discrepancies that a correction settles: its cause first, then the symptoms under it.
-- grain: discrepancy_id
-- params: correction varchar, as_of date
-- columns:
--   discrepancy_id varchar: stable from run to run
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   status varchar: open, reopened, waived or resolved
--   period_start date: first day it is about
--   period_end date: last day it is about
--   impact decimal(18,4): money at stake in currency
--   currency varchar: of the impact
--   evidence varchar: the arithmetic in words
select
    found.discrepancy_id, found.rule, found.title, found.status, found.period_start, found.period_end, found.impact,
    found.currency, found.evidence
from ledger.correction_discrepancy as settled
inner join model.discrepancies($as_of) as found on found.discrepancy_id = settled.discrepancy_id
where settled.correction_id = $correction
order by found.root_id is not null, found.period_start desc nulls last, found.precedence, found.discrepancy_id
