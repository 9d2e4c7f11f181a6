-- The pulls so far, the latest first.
-- grain: run_id
-- rests on: records
-- params: row_limit integer = 50
-- columns:
--   run_id varchar: id of the pull
--   started_at timestamp: UTC
--   finished_at timestamp: UTC, null while it runs
--   started_by varchar: app, schedule or command line
--   mode varchar: incremental or full
--   status varchar: running, done, quarantined, failed, interrupted
--   offered hugeint: records the systems offered
--   changed hugeint: records inserted or updated
--   requests hugeint: requests made
--   message varchar: what went wrong, if anything
select
    run.run_id, run.started_at, run.finished_at, run.started_by, run.mode, run.status,
    coalesce(sum(step.offered), 0) as offered,
    coalesce(sum(step.inserted + step.updated), 0) as changed,
    coalesce(sum(step.requests), 0) as requests,
    run.message
from ledger.sync_run as run
left join ledger.sync_step as step using (run_id)
group by all
order by run.started_at desc
limit $row_limit
