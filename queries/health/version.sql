-- A text that changes whenever a pull began, merged something or ended: pages keep what they read while it stays the same.
-- grain: version
-- params: none
-- columns:
--   version varchar: when the last resource was merged, how many were, how many pulls there were and when the last ended
select concat_ws(
    '/',
    max(finished_at),
    count(*),
    (select concat_ws('/', count(*), max(finished_at)) from ledger.sync_run)
) as version
from ledger.sync_step
