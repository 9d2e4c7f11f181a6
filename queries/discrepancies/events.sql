-- What happened to a discrepancy, by the data and by people, the latest first.
-- grain: happened_at, kind
-- params: discrepancy varchar
-- columns:
--   happened_at timestamp: UTC
--   kind varchar: found, resolved or reopened by the data; waived, unwaived, assigned, due, snoozed, commented by people
--   who varchar: who it was; "the data" where nobody did
--   value varchar: the owner or the day it sets, empty where it takes that away, null for what the data do
--   note varchar: why, or the comment
select happened_at, kind, who, value, note
from ledger.discrepancy_event
where discrepancy_id = $discrepancy
order by happened_at desc, kind
