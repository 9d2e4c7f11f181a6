-- What was noted about an account in Firmao, the latest first.
-- grain: note_id
-- params: account varchar
-- columns:
--   note_id varchar: id in the CRM
--   noted_at timestamp: UTC
--   kind varchar: note, phone_call, meeting, …
--   author varchar: who noted it
--   words varchar: what was noted
select note_id, noted_at, kind, author, words
from model.note
where account_id = $account
order by noted_at desc, note_id desc
