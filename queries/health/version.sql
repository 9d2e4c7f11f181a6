-- A text that changes whenever a pull merged something: pages keep what they read while it stays the same.
-- grain: version
-- params: none
-- columns:
--   version varchar: when the last resource was merged, and how many were
select concat_ws('/', max(finished_at), count(*)) as version
from ledger.sync_step
