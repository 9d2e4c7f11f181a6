-- How far each request of a correction has come, in order.
-- grain: position
-- params: correction varchar
-- columns:
--   position integer: from 1
--   state varchar: waiting, sending, applied, refused, conflicted or lost
--   attempts integer: how often it was tried
--   record_id varchar: the record it made or changed, null before
--   request varchar: JSON as sent: method, path and body; null before it left
--   answer varchar: status and body as received, null before
--   found varchar: JSON, what stood in the fields when it was read last, null where it was not
--   changed_at timestamp: when it moved on last, UTC
select position, state, attempts, record_id, request, answer, found, changed_at
from ledger.correction_step
where correction_id = $correction
order by position
