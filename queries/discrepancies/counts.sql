-- How many discrepancies there are by rule and currency, and the money at stake: that of open roots, of no other one.
-- grain: rule, currency
-- params: status varchar = open, as_of date
-- columns:
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   currency varchar: of the amounts
--   roots bigint: discrepancies by themselves
--   symptoms bigint: discrepancies that another one explains
--   under_collected decimal(38,4): money too little, of the open roots
--   over_collected decimal(38,4): money too much, of the open roots, negative
with found as (
    select *, root_id is null and status in ('open', 'reopened') as is_counted
    from model.discrepancies($as_of)
)

select
    found.rule,
    found.title,
    coalesce(found.currency, '') as currency,
    count(*) filter (found.root_id is null) as roots,
    count(*) filter (found.root_id is not null) as symptoms,
    coalesce(sum(found.under_collected) filter (found.is_counted), 0)::decimal(38, 4) as under_collected,
    coalesce(sum(found.over_collected) filter (found.is_counted), 0)::decimal(38, 4) as over_collected
from found
where $status in ('', found.status, if(found.status = 'reopened', 'open', found.status))
group by all
order by any_value(found.precedence), currency
