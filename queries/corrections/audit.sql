-- The whole audit of the corrections, in order; each event holds the hash of the one before it.
-- grain: sequence
-- params: row_limit integer = 1000000
-- columns:
--   sequence bigint: from 1, without gaps
--   happened_at timestamp: UTC
--   kind varchar: proposed, approved, sending, step answered and so on
--   correction_id varchar: the correction, null for what is about a batch
--   who varchar: who it was
--   role varchar: in which roles
--   why varchar: the reason, or what is told of it
--   data varchar: JSON, the plan, the request, the answer or what was read
--   previous_hash varchar: hash of the event before
--   hash varchar: SHA-256 of everything in the event
select sequence, happened_at, kind, correction_id, who, role, why, data, previous_hash, hash
from ledger.audit_event
order by sequence
limit $row_limit
