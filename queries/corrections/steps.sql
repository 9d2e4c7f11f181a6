-- The requests of a correction and how far each has come.
-- grain: position
-- params: correction varchar
-- columns:
--   position integer: from 1, in the order they are sent
--   state varchar: waiting, sending, applied, refused, conflicted or lost
--   attempts integer: how often it was tried; what left once is never sent again
--   record_id varchar: the record it made or changed
--   request varchar: as sent, JSON of method, path and body
--   answer varchar: status and body as received
--   found varchar: JSON of what stood in the fields when it was read
--   changed_at timestamp: UTC
select position, state, attempts, record_id, request, answer, found, changed_at
from ledger.correction_step
where correction_id = $correction
order by position
