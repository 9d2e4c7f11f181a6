-- One screen of the queue of discrepancies: filtered, sorted, cut out here; by impact the most money comes first.
-- grain: discrepancy_id
-- params: search varchar = '', account varchar = '', rule varchar = '', severity varchar = '', owner varchar = '', status varchar = open, currency varchar = '', age_from integer = 0, age_to integer = 100000, snoozed boolean = false, symptoms boolean = false, causes boolean = true, due varchar = '', change varchar = '', way varchar = '', over varchar = '', mentioned varchar = '', sort varchar = impact, descending boolean = true, row_limit integer = 50, row_offset integer = 0, as_of date
-- columns:
--   discrepancy_id varchar: stable from run to run
--   severity varchar: high, medium or low
--   status varchar: open, reopened, waived or resolved
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM, else as in billing
--   product_key varchar: code of the product it is about
--   period_start date: first day it is about
--   period_end date: last day it is about
--   expected varchar: what the contract makes it, money with the decimals of its currency
--   actual varchar: what stands there instead
--   impact decimal(18,4): money at stake in currency: under_collected, or over_collected where that is nothing
--   under_collected decimal(18,4): what was collected too little
--   over_collected decimal(18,4): what the customer was billed or paid too much, negative
--   currency varchar: of the amounts
--   evidence varchar: the arithmetic in words
--   owner varchar: who takes care of it
--   due_on date: by when
--   snoozed_until date: not shown before that day
--   age_days bigint: days since it was found first
--   symptoms bigint: discrepancies that it explains
--   root_id varchar: the discrepancy this one is a symptom of, null for a root
--   first_seen_at timestamp: when it was found first, UTC
--   wrong_since date: the first day it is about or, where that is none or later, the day it was found first
--   change varchar: new, reopened or resolved since the last working day, null where none of it
with listed as (
    select *, least(period_start, first_seen_at::date) as wrong_since
    from model.narrowed_queue(
        $as_of, $search, $account, $rule, $severity, $owner, $status, $currency, $age_from, $age_to, $snoozed, $symptoms,
        $causes, $due, $change, $way, $over, $mentioned
    )
),

ranked as (
    select
        *,
        case $sort
            when 'impact' then greatest(under_collected, -over_collected)
            when 'severity' then 3 - array_position(['high', 'medium', 'low'], severity)
            when 'age' then age_days
            when 'due' then due_on - date '1970-01-01'
            when 'wrong' then wrong_since - date '1970-01-01'
        end as rank
    from listed
)

select
    discrepancy_id, severity, status, rule, title, account_id, account_name, product_key, period_start, period_end,
    expected, actual, impact, under_collected, over_collected, currency, evidence, owner, due_on, snoozed_until, age_days::bigint as age_days,
    symptoms::bigint as symptoms, root_id, first_seen_at, wrong_since, change
from ranked
order by
    if($descending, null, rank) asc nulls last,
    if($descending, rank, null) desc nulls last,
    if($sort = 'account' and not $descending, model.folded(account_name), null) asc nulls last,
    if($sort = 'account' and $descending, model.folded(account_name), null) desc nulls last,
    greatest(under_collected, -over_collected) desc,
    array_position(['high', 'medium', 'low'], severity),
    precedence,
    discrepancy_id
limit $row_limit offset $row_offset
