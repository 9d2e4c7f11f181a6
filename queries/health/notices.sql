-- The last notices with what became of them, the latest first.
-- grain: notice_id
-- params: row_limit integer = 20
-- columns:
--   notice_id varchar: counted on
--   role varchar: whom it was for
--   kind varchar: new_discrepancy and so on, digest or test
--   title varchar: its first line
--   body varchar: what it told
--   state varchar: asked, sending, sent, refused or unknown
--   service varchar: the name of the service
--   story varchar: what became of it, in words
--   decided_at timestamp: when it was decided, UTC
--   settled_at timestamp: when it was known what became of it, UTC; null before
select notice_id, role, kind, title, body, state, service, story, decided_at, settled_at
from ledger.notice
order by decided_at desc, notice_id desc
limit $row_limit
