-- How many corrections stand where.
-- grain: standing
-- params: none
-- columns:
--   standing varchar: waiting, manual, paused, running, done, conflicted, failed or rejected
--   corrections bigint: how many
--   longest_at timestamp: since when the one that moved on least lately stands there, UTC
select standing, count(*) as corrections, min(changed_at) as longest_at
from model.unnamed_correction
group by standing
order by standing
