-- The discrepancies that concern a month by rule and currency, as they stand on a day: where they came from, what became of
-- them, and the money still at stake. Causes only: at the start (where that is known) + found + settled before = resolved + waived + open.
-- grain: rule, currency
-- params: month date, as_of date
-- columns:
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   currency varchar: of the amounts, '' where there is no money in it
--   count_at_start bigint: open when the month began, null where nothing was compared before
--   count_found bigint: found since
--   count_before bigint: settled before the month began, and about it
--   count_resolved bigint: resolved
--   count_waived bigint: waived
--   count_open bigint: open
--   leakage decimal(38,4): of the open ones, collected too little
--   over_collected decimal(38,4): of the open ones, collected too much, positive
select *
from model.month_figures($month, $as_of)
order by greatest(leakage, over_collected) desc, rule, currency
