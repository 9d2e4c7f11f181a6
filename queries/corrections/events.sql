-- Everything that was done about a correction, by people and by the outbox, in order.
-- grain: sequence
-- params: correction varchar
-- columns:
--   sequence bigint: place in the audit
--   happened_at timestamp: UTC
--   kind varchar: proposed, approved, sending, step answered and so on
--   who varchar: who it was
--   role varchar: in which roles
--   why varchar: the reason, or what is told of it
select sequence, happened_at, kind, who, role, why
from ledger.audit_event
where correction_id = $correction
order by sequence
