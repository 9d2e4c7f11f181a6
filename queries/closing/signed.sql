-- Every discrepancy of a closed month as it was signed; causes before what they explain, the most money first.
-- grain: discrepancy_id
-- params: closing varchar
-- columns:
--   discrepancy_id varchar: stable from run to run
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   severity varchar: high, medium or low
--   status varchar: open, reopened, waived or resolved
--   course varchar: at start, found or before: open when the month began, found since, settled before
--   is_accepted boolean: open, and accepted by whoever signed, itself or by its cause
--   root_id varchar: the discrepancy this one is a symptom of, null for a root
--   account_id varchar: the account's own id
--   account_name varchar: as it was called
--   period_start date: first day it is about
--   period_end date: last day it is about
--   owner varchar: who took care of it
--   due_on date: by when
--   waived_by varchar: who let it be
--   waived_why varchar: why
--   waived_until date: last day of that, null for good
--   expected varchar: what the contract makes it
--   actual varchar: what stood there instead
--   impact decimal(18,4): money at stake in currency
--   under_collected decimal(18,4): what was collected too little
--   over_collected decimal(18,4): what the customer was billed or paid too much, negative
--   currency varchar: of the amounts, '' where there is no money in it
--   evidence varchar: the arithmetic in words
--   first_seen_at timestamp: when it was found first, UTC
--   resolved_at timestamp: when the data agreed, UTC
with accepted as (
    select subject
    from ledger.closing_accepted
    where closing_id = $closing and kind = 'open'
)

select
    discrepancy_id, rule, title, severity, status, course,
    status in ('open', 'reopened') and coalesce(root_id, discrepancy_id) in (select subject from accepted) as is_accepted,
    root_id, account_id, account_name, period_start, period_end, owner, due_on, waived_by, waived_why, waived_until,
    expected, actual, impact, under_collected, over_collected, currency, evidence, first_seen_at, resolved_at
from ledger.closing_discrepancy
where closing_id = $closing
order by root_id is not null, greatest(under_collected, -over_collected) desc, discrepancy_id
