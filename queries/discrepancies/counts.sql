-- How many discrepancies are open by rule and currency, and the money at stake; symptoms count, but their money does not.
-- grain: rule, currency
-- params: status varchar = open, as_of date
-- columns:
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   currency varchar: of the amounts
--   roots bigint: discrepancies by themselves
--   symptoms bigint: discrepancies that another one explains
--   under_collected decimal(38,2): money too little, of the roots
--   over_collected decimal(38,2): money too much, of the roots, negative
select
    found.rule,
    found.title,
    coalesce(found.currency, '') as currency,
    count(*) filter (found.root_id is null) as roots,
    count(*) filter (found.root_id is not null) as symptoms,
    coalesce(sum(greatest(found.impact, 0)) filter (found.root_id is null), 0)::decimal(38, 2) as under_collected,
    coalesce(sum(least(found.impact, 0)) filter (found.root_id is null), 0)::decimal(38, 2) as over_collected
from model.discrepancies($as_of) as found
where $status in ('', found.status, if(found.status = 'reopened', 'open', found.status))
group by all
order by any_value(found.precedence), currency
