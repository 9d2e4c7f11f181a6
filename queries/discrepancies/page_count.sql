-- How many discrepancies the filters find, and the money at stake of those that no other one explains.
-- grain: currency
-- params: search varchar = '', account varchar = '', rule varchar = '', severity varchar = '', owner varchar = '', status varchar = open, currency varchar = '', age_from integer = 0, age_to integer = 100000, snoozed boolean = false, symptoms boolean = false, causes boolean = true, due varchar = '', change varchar = '', way varchar = '', over varchar = '', mentioned varchar = '', month varchar = '', as_of date
-- columns:
--   currency varchar: of the amounts, '' where there are none
--   found bigint: discrepancies
--   under_collected decimal(38,4): money too little, of the roots
--   over_collected decimal(38,4): money too much, of the roots, negative
select
    coalesce(currency, '') as currency,
    count(*) as found,
    coalesce(sum(found.under_collected) filter (root_id is null), 0)::decimal(38, 4) as under_collected,
    coalesce(sum(found.over_collected) filter (root_id is null), 0)::decimal(38, 4) as over_collected
from model.narrowed_queue(
    $as_of, $search, $account, $rule, $severity, $owner, $status, $currency, $age_from, $age_to, $snoozed, $symptoms,
    $causes, $due, $change, $way, $over, $mentioned, $month
) as found
group by all
order by currency
