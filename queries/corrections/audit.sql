-- The whole audit in order, for an export that can be checked elsewhere.
-- grain: sequence
-- params: none
-- columns:
--   sequence bigint: from 1, without gaps
--   happened_at timestamp: UTC
--   kind varchar: what happened
--   correction_id varchar: to which correction
--   who varchar: who or what did it
--   role varchar: in which roles
--   why varchar: the reason, or what is told of it
--   data varchar: JSON of what belongs to it: plan, request, answer, what was read
--   previous_hash varchar: of the event before, '' for the first
--   hash varchar: SHA-256 over the other columns
select sequence, happened_at, kind, correction_id, who, role, why, data, previous_hash, hash
from ledger.audit_event
order by sequence
