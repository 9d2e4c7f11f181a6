-- How fresh each system's records are.
-- grain: system
-- params: none
-- columns:
--   system varchar: firmao or ordway
--   pulled_at timestamp: when the last pull of it ended well for every resource, UTC
--   failed_at timestamp: when a pull last failed for one of its resources after that, UTC
with by_run as (
    select run_id, system, max(finished_at) as finished_at, bool_or(status = 'failed') as has_failed
    from ledger.sync_step
    group by run_id, system
),

lately as (
    select
        system,
        max(finished_at) filter (not has_failed) as pulled_at,
        max(finished_at) filter (has_failed) as failed_at
    from by_run
    group by system
)

select system, pulled_at, if(pulled_at > failed_at, null, failed_at) as failed_at
from lately
order by system
