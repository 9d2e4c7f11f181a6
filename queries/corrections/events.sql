-- Everything that happened to a correction, in order.
-- grain: sequence
-- params: correction varchar
-- columns:
--   sequence bigint: place in the audit
--   happened_at timestamp: UTC
--   kind varchar: what happened
--   who varchar: who or what did it
--   role varchar: in which roles
--   why varchar: the reason, or what is told of it
select sequence, happened_at, kind, who, role, why
from ledger.audit_event
where correction_id = $correction
order by sequence
