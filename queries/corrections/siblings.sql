-- The open discrepancies of some rules about the same contract, causes only, each with the symptoms under it: what one
-- correction of the contract puts right together.
-- grain: discrepancy_id
-- params: contract varchar, rules varchar, as_of date
-- columns:
--   discrepancy_id varchar: stable from run to run
--   root_id varchar: the cause it is a symptom of, null for a cause
--   rule varchar: code of the rule
--   contract_line_id varchar: Firmao's entry
--   subscription_line_id varchar: Ordway's line
--   product_key varchar: code of the product
--   invoice_id varchar: Ordway's invoice
--   expected varchar: what the contract makes it
--   actual varchar: what stands there instead
--   impact decimal(18,4): money at stake in currency: under_collected, or over_collected where that is nothing
--   under_collected decimal(18,4): what was collected too little
--   over_collected decimal(18,4): what the customer was billed or paid too much, negative
with found as (
    select * from model.discrepancies($as_of) where status <> 'resolved'
),

cause as (
    select discrepancy_id
    from found
    where contract_id = $contract and root_id is null and list_contains(string_split($rules, ' '), rule)
)

select
    found.discrepancy_id, found.root_id, found.rule, found.contract_line_id, found.subscription_line_id,
    found.product_key, found.invoice_id, found.expected, found.actual, found.impact,
    found.under_collected, found.over_collected
from found
inner join cause on cause.discrepancy_id = coalesce(found.root_id, found.discrepancy_id)
order by found.root_id is not null, found.discrepancy_id
