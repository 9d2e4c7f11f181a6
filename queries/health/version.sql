-- A text that changes whenever a pull began, merged something or ended, or something was reconciled: what pages keep of
-- these stays as long.
-- grain: version
-- params: none
-- columns:
--   version varchar: when the last resource was merged and how many were, the pulls and when the last ended, reconciliations
select concat_ws(
    '/',
    max(finished_at),
    count(*),
    (select concat_ws('/', count(*), max(finished_at)) from ledger.sync_run),
    (select count(*) from ledger.reconciliation)
) as version
from ledger.sync_step
