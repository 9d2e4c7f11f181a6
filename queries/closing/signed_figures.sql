-- The figures of a closed month by rule and currency, as they were signed.
-- grain: rule, currency
-- params: closing varchar
-- columns:
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   currency varchar: of the amounts, '' where there is no money in it
--   count_at_start bigint: open when the month began, null where nothing was compared before
--   count_found bigint: found since
--   count_before bigint: settled before the month began, and about it
--   count_resolved bigint: resolved
--   count_waived bigint: waived
--   count_open bigint: open, and accepted by whoever signed
--   leakage decimal(38,4): of the open ones, collected too little
--   over_collected decimal(38,4): of the open ones, collected too much, positive
select * exclude (closing_id)
from ledger.closing_figure
where closing_id = $closing
order by greatest(leakage, over_collected) desc, rule, currency
