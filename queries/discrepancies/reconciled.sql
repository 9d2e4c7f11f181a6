-- When the two systems were reconciled last, for pages that need no count of what was found.
-- grain: reconciled_at
-- params: none
-- columns:
--   reconciled_at timestamp: when the last reconciliation of all accounts ended, UTC; null before the first one
--   first_compared_at timestamp: when anything was compared for the first time, UTC; null before
select max(finished_at) as reconciled_at, (select compared_at from model.first_comparison) as first_compared_at
from ledger.reconciliation
where is_whole
