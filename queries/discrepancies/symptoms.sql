-- What one discrepancy explains, in order of time.
-- grain: discrepancy_id
-- params: discrepancy varchar, as_of date
-- columns:
--   discrepancy_id varchar: stable from run to run
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   status varchar: open, reopened, waived or resolved
--   period_start date: first day it is about
--   period_end date: last day it is about
--   expected varchar: what the contract makes it
--   actual varchar: what stands there instead
--   impact decimal(18,4): money at stake in currency, counted at the root only
--   currency varchar: of the amounts
--   evidence varchar: the arithmetic in words
with related as materialized (
    from model.family($discrepancy)
)

select
    discrepancy_id, rule, title, status, period_start, period_end, expected, actual, impact, currency, evidence
from model.told_aged('related', $as_of)
where root_id = $discrepancy
order by period_start desc nulls last, precedence, discrepancy_id
