-- What keeps the data from being complete: pulls that failed since the last one that did not, and records set aside.
-- grain: failed_runs
-- rests on: records
-- params: none
-- columns:
--   failed_runs bigint: pulls that failed or were interrupted since the last one that was done
--   failed_at timestamp: when the latest of them began, UTC
--   message varchar: what went wrong with it
--   quarantined bigint: records set aside and not read since
with good as (
    select max(started_at) as started_at
    from ledger.sync_run
    where status in ('done', 'quarantined')
),

bad as (
    select run.*
    from ledger.sync_run as run, good
    where run.status in ('failed', 'interrupted') and coalesce(run.started_at > good.started_at, true)
)

select
    count(*) as failed_runs,
    max(started_at) as failed_at,
    max_by(message, started_at) as message,
    (select count(*) from ledger.quarantine where resolved_at is null) as quarantined
from bad
