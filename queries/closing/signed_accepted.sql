-- What stood in the way of closing a month and was accepted by whoever signed.
-- grain: kind, subject
-- params: closing varchar
-- columns:
--   kind varchar: open or quarantine
--   subject varchar: the discrepancy, or the record
--   told varchar: in words
select kind, subject, told
from ledger.closing_accepted
where closing_id = $closing
order by kind, subject
