-- The money at stake in open discrepancies that no other one explains; too little and too much are never netted.
-- grain: currency
-- params: as_of date
-- columns:
--   currency varchar: of the amounts
--   leakage decimal(38,4): collected too little
--   over_collected decimal(38,4): collected too much, positive
select
    currency,
    sum(under_collected)::decimal(38, 4) as leakage,
    -sum(found.over_collected)::decimal(38, 4) as over_collected
from model.unsearched_queue($as_of, '', '', '', '', 'open', '', 0, 100000, true, false) as found
where impact <> 0
group by currency
order by currency
