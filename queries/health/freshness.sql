-- How fresh each system's records are: as fresh as its list that was read longest ago.
-- grain: system
-- rests on: records
-- params: none
-- columns:
--   system varchar: firmao or ordway
--   pulled_at timestamp: when the list that was read longest ago was last read, UTC; null while a list never was
--   failed_at timestamp: when a list last failed that was not read since, UTC
--   count_lists bigint: lists of the system
--   count_unread bigint: of these, those never read
select system, pulled_at, failed_at, count_lists, count_unread
from model.freshness
order by system
