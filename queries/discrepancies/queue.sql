-- The discrepancies, the most money first, each with the records of both systems it rests on.
-- grain: id
-- params: rule varchar = '', account varchar = '', status varchar = open, root varchar = ''
-- columns:
--   id varchar: stable from run to run
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   severity varchar: high, medium or low
--   status varchar: open, or resolved once the data agree
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
--   expected varchar: what the contract makes it, money with two decimals
--   actual varchar: what stands there instead
--   impact decimal(18,2): money at stake in currency; plus, too little was collected, minus, the customer paid too much
--   currency varchar: of the amounts
--   evidence varchar: the arithmetic in words
--   first_seen timestamp: when it was found first, UTC
--   last_seen timestamp: when it was found last, UTC
select
    found.discrepancy_id as id,
    found.rule,
    rule.title,
    found.severity,
    if(found.resolved_at is null, 'open', 'resolved') as status,
    found.root_id,
    found.account_id,
    account.name as account_name,
    account.firmao_customer_id,
    account.ordway_customer_id,
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
    found.currency,
    found.evidence,
    found.first_seen_at as first_seen,
    found.last_seen_at as last_seen
from recon.discrepancy as found
left join model.account as account using (account_id)
left join recon.rule as rule on rule.code = found.rule
where ($rule = '' or found.rule = $rule)
    and ($account = '' or $account in (found.account_id, account.firmao_customer_id, account.ordway_customer_id))
    and ($status = '' or $status = if(found.resolved_at is null, 'open', 'resolved'))
    and ($root = '' or found.root_id = $root)
order by abs(found.impact) desc, found.discrepancy_id
