-- What the filters find by currency and rule, and the money at stake of those that no other one explains: adds up to what
-- the count of the same filters says.
-- grain: currency, rule
-- params: search varchar = '', account varchar = '', rule varchar = '', severity varchar = '', owner varchar = '', status varchar = open, currency varchar = '', age_from integer = 0, age_to integer = 100000, snoozed boolean = false, symptoms boolean = false, causes boolean = true, due varchar = '', change varchar = '', way varchar = '', over varchar = '', mentioned varchar = '', as_of date
-- columns:
--   currency varchar: of the amounts, '' where there are none
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   found bigint: discrepancies
--   symptoms bigint: those of them that another one explains
--   under_collected decimal(38,4): money too little, of the causes
--   over_collected decimal(38,4): money too much, of the causes, negative
select
    coalesce(currency, '') as currency,
    rule,
    any_value(title) as title,
    count(*) as found,
    count(root_id) as symptoms,
    coalesce(sum(found.under_collected) filter (root_id is null), 0)::decimal(38, 4) as under_collected,
    coalesce(sum(found.over_collected) filter (root_id is null), 0)::decimal(38, 4) as over_collected
from model.narrowed_queue(
    $as_of, $search, $account, $rule, $severity, $owner, $status, $currency, $age_from, $age_to, $snoozed, $symptoms,
    $causes, $due, $change, $way, $over, $mentioned
) as found
group by 1, 2
order by currency, any_value(precedence), rule
