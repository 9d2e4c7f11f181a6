-- Records that cannot be read and were set aside.
-- grain: system, resource, record_id, reason, first_seen_at, raw
-- rests on: records
-- params: none
-- columns:
--   system varchar: firmao or ordway
--   resource varchar: which list
--   record_id varchar: its id, where it has one
--   reason varchar: why it cannot be read
--   first_seen_at timestamp: UTC
--   last_seen_at timestamp: UTC
--   raw varchar: the answer as it came
select system, resource, record_id, reason, first_seen_at, last_seen_at, raw
from ledger.quarantine
where resolved_at is null
order by last_seen_at desc, system, resource, record_id
