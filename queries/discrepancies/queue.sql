-- The discrepancies, the most money first, each with the records of both systems it rests on.
-- grain: id
-- params: rule varchar = '', account varchar = '', status varchar = open, root varchar = '', as_of date
-- columns:
--   id varchar: stable from run to run
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   severity varchar: high, medium or low
--   status varchar: open, reopened, waived or resolved; the filter open means reopened too
--   root_id varchar: the discrepancy this one is a symptom of, null for a root
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM, else as in billing
--   firmao_customer_id varchar: id in the CRM
--   ordway_customer_id varchar: id in billing
--   firmao_agreement_id varchar: the contract
--   firmao_entry_id varchar: the contract's line
--   ordway_subscription_id varchar: the subscription
--   ordway_subscription_line_id varchar: the subscription's line
--   ordway_invoice_id varchar: the invoice
--   ordway_payment_id varchar: the payment
--   ordway_credit_id varchar: the credit
--   ordway_refund_id varchar: the refund
--   product varchar: product code
--   period_start date: first day it is about
--   period_end date: last day it is about
--   expected varchar: what the contract makes it, money with the decimals of its currency
--   actual varchar: what stands there instead
--   impact decimal(18,4): money at stake in currency: under_collected, or over_collected where that is nothing
--   under_collected decimal(18,4): what was collected too little
--   over_collected decimal(18,4): what the customer was billed or paid too much, negative
--   currency varchar: of the amounts
--   evidence varchar: the arithmetic in words
--   first_seen timestamp: when it was found first, UTC
--   last_seen timestamp: when it was found last, UTC
--   owner varchar: who takes care of it
--   due_on date: by when
--   snoozed_until date: kept out of the queue until that day
--   waived_by varchar: who let it be
--   waived_why varchar: why
--   waived_until date: last day of that, null for good
--   comments bigint: how many
select
    found.discrepancy_id as id,
    found.rule,
    found.title,
    found.severity,
    found.status,
    found.root_id,
    found.account_id,
    found.account_name,
    found.firmao_customer_id,
    found.ordway_customer_id,
    found.contract_id as firmao_agreement_id,
    found.contract_line_id as firmao_entry_id,
    found.subscription_id as ordway_subscription_id,
    found.subscription_line_id as ordway_subscription_line_id,
    found.invoice_id as ordway_invoice_id,
    found.payment_id as ordway_payment_id,
    found.credit_id as ordway_credit_id,
    found.refund_id as ordway_refund_id,
    found.product_key as product,
    found.period_start,
    found.period_end,
    found.expected,
    found.actual,
    found.impact,
    found.under_collected,
    found.over_collected,
    found.currency,
    found.evidence,
    found.first_seen_at as first_seen,
    found.last_seen_at as last_seen,
    found.owner,
    found.due_on,
    found.snoozed_until,
    found.waived_by,
    found.waived_why,
    found.waived_until,
    found.comments
from model.discrepancies($as_of) as found
where ($rule = '' or found.rule = $rule)
    and ($account = '' or $account in (found.account_id, found.firmao_customer_id, found.ordway_customer_id))
    and $status in ('', found.status, if(found.status = 'reopened', 'open', found.status))
    and ($root = '' or found.root_id = $root)
order by greatest(found.under_collected, -found.over_collected) desc, found.discrepancy_id
