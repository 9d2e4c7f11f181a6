-- How many causes that concern a month were open at the end of each day, from the day before it until the day seen from or
-- the end of the month after. It begins with the first
-- comparison of both systems.
-- grain: day
-- params: month date, as_of date
-- columns:
--   day date: ends at midnight UTC
--   count_open bigint: open and not waived at its end
select day, count_open
from model.month_days($month, $as_of)
order by day
