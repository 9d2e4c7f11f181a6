-- How fresh each system's records are.
-- grain: system
-- params: none
-- columns:
--   system varchar: firmao or ordway
--   pulled_at timestamp: when the last pull of it ended well for every resource, UTC
--   failed_at timestamp: when a pull last failed for one of its resources after that, UTC
select
    system,
    max(finished_at) filter (status = 'done') as pulled_at,
    max(finished_at) filter (status = 'failed') as failed_at
from ledger.sync_step
group by system
order by system
