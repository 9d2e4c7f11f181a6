-- One discrepancy with its account, its contract and its root.
-- grain: discrepancy_id
-- params: discrepancy varchar, as_of date
-- columns:
--   discrepancy_id varchar: stable from run to run
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   severity varchar: high, medium or low
--   status varchar: open, reopened, waived or resolved
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM, else as in billing
--   firmao_customer_id varchar: of the account in the CRM
--   ordway_customer_id varchar: of the account in billing
--   contract_id varchar: of the agreement in the CRM
--   contract_line_id varchar: of the agreement's line
--   subscription_id varchar: of the subscription in billing
--   ordway_line_id varchar: of the subscription's line, after the subscription's id and a stroke
--   product_key varchar: code of the product it is about
--   period_start date: first day it is about
--   period_end date: last day it is about
--   expected varchar: what the contract makes it, money with the decimals of its currency
--   actual varchar: what stands there instead
--   impact decimal(18,4): money at stake in currency: under_collected, or over_collected where that is nothing
--   under_collected decimal(18,4): what was collected too little
--   over_collected decimal(18,4): what the customer was billed or paid too much, negative
--   is_sum boolean: it is worth what those it explains are worth together
--   currency varchar: of the amounts
--   evidence varchar: the arithmetic in words
--   owner varchar: who takes care of it
--   due_on date: by when
--   snoozed_until date: not shown in the queue before that day
--   waived_by varchar: who waived it
--   waived_why varchar: why
--   waived_until date: last day of the waiver, null for good
--   waived_through varchar: decision, root or exception: what the waiver rests on, null where it is not waived
--   reopened_at timestamp: when it came back last, UTC
--   first_seen_at timestamp: when it was found first, UTC
--   last_seen_at timestamp: when it was found last, UTC
--   resolved_at timestamp: since when the data agree, UTC
--   age_days bigint: days since it was found first
--   symptoms bigint: discrepancies that it explains
--   root_id varchar: the discrepancy this one is a symptom of, null for a root
--   root_rule varchar: code of the root's rule
--   root_title varchar: what the root's rule finds
with related as materialized (
    from model.family($discrepancy)
),

family as materialized (
    from model.told_aged('related', $as_of)
),

explained as (
    select root_id as discrepancy_id, sum(under_collected) as under_collected, sum(over_collected) as over_collected
    from family
    where root_id = $discrepancy and status <> 'resolved'
    group by root_id
),

waiver as (
    select discrepancy_id, max_by({'kind': kind, 'until': try_cast(value as date)}, happened_at) as latest
    from ledger.discrepancy_event
    where discrepancy_id = $discrepancy and kind in ('waived', 'unwaived')
    group by discrepancy_id
)

select
    one.discrepancy_id, one.rule, one.title, one.severity, one.status, one.account_id, account.name as account_name,
    -- An account's id tells its side, also once it was linked and became part of another.
    coalesce(account.firmao_customer_id, if(one.account_id[1] = 'F', one.account_id[2:], null)) as firmao_customer_id,
    coalesce(account.ordway_customer_id, if(one.account_id[1] = 'O', one.account_id[2:], null)) as ordway_customer_id,
    one.contract_id, one.contract_line_id, one.subscription_id,
    one.subscription_id || '/' || one.subscription_line_id as ordway_line_id, one.product_key, one.period_start, one.period_end, one.expected, one.actual,
    one.impact, one.under_collected, one.over_collected,
    one.root_id is null and one.impact <> 0 and coalesce(
        (one.under_collected, one.over_collected) = (explained.under_collected, explained.over_collected), false
    ) as is_sum,
    one.currency, one.evidence, one.owner, one.due_on, one.snoozed_until, one.waived_by, one.waived_why, one.waived_until,
    case
        when one.status <> 'waived' then null
        when waiver.latest.kind = 'waived' and coalesce(waiver.latest.until >= $as_of, true) then 'decision'
        else if(root.status = 'waived', 'root', 'exception')
    end as waived_through,
    one.reopened_at, one.first_seen_at,
    one.last_seen_at, one.resolved_at, one.age_days::bigint as age_days, one.symptoms::bigint as symptoms, one.root_id,
    root.rule as root_rule, root.title as root_title
from family as one
left join model.account_names('family') as account using (account_id)
left join family as root on root.discrepancy_id = one.root_id
left join explained on explained.discrepancy_id = one.discrepancy_id
left join waiver on waiver.discrepancy_id = one.discrepancy_id
where one.discrepancy_id = $discrepancy
