-- A discrepancy and what hangs under it and is open too, with every record they name: what a correction is planned from.
-- grain: discrepancy_id
-- params: discrepancy varchar, as_of date
-- columns:
--   discrepancy_id varchar: stable from run to run
--   root_id varchar: the discrepancy this one is a symptom of, null for the one asked for
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   status varchar: open, reopened, waived or resolved
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM, else as in billing
--   firmao_customer_id varchar: null where the account is in billing only
--   ordway_customer_id varchar: null where the account is in the CRM only
--   contract_id varchar: Firmao's agreement
--   contract_line_id varchar: Firmao's entry
--   subscription_id varchar: Ordway's subscription
--   subscription_line_id varchar: Ordway's line within it
--   product_key varchar: code of the product
--   invoice_id varchar: Ordway's invoice
--   payment_id varchar: Ordway's payment
--   credit_id varchar: Ordway's credit
--   refund_id varchar: Ordway's refund
--   period_start date: first day it is about
--   period_end date: last day it is about
--   expected varchar: what the contract makes it
--   actual varchar: what stands there instead
--   impact decimal(18,4): money at stake in currency: under_collected, or over_collected where that is nothing
--   under_collected decimal(18,4): what was collected too little
--   over_collected decimal(18,4): what the customer was billed or paid too much, negative
--   currency varchar: of the amounts
--   evidence varchar: the arithmetic in words
select
    discrepancy_id, if(discrepancy_id = $discrepancy, null, root_id) as root_id, rule, title, status, account_id,
    account_name, firmao_customer_id, ordway_customer_id, contract_id, contract_line_id, subscription_id,
    subscription_line_id, product_key, invoice_id, payment_id, credit_id, refund_id, period_start, period_end, expected,
    actual, impact, under_collected, over_collected, currency, evidence
from model.discrepancies($as_of)
where discrepancy_id = $discrepancy or (root_id = $discrepancy and status <> 'resolved')
order by period_start, precedence, discrepancy_id
