-- How many causes that concern a closed month were open at the end of each day, as it was signed.
-- grain: day
-- params: closing varchar
-- columns:
--   day date: ends at midnight UTC
--   count_open bigint: open and not waived at its end
select day, count_open
from ledger.closing_day
where closing_id = $closing
order by day
