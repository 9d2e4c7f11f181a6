-- The open discrepancies of an account, with the records and the value that each is about.
-- grain: discrepancy_id
-- params: account varchar, as_of date
-- columns:
--   discrepancy_id varchar: stable from run to run
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   severity varchar: high, medium or low
--   contract_id varchar: the contract it is about, null for none
--   contract_line_id varchar: line of a contract
--   subscription_id varchar: the subscription
--   subscription_line_id varchar: line of a subscription
--   invoice_id varchar: the invoice
--   expected varchar: what the contract makes it
--   actual varchar: what stands there instead
--   impact decimal(18,4): money at stake in currency; plus, too little was collected, minus, the customer paid too much
--   currency varchar: of the impact
--   evidence varchar: the arithmetic in words
--   is_cause boolean: no other discrepancy explains it
select
    discrepancy_id, rule, title, severity, contract_id, contract_line_id, subscription_id, subscription_line_id, invoice_id,
    expected, actual, impact, currency, evidence, root_id is null as is_cause
from model.discrepancies($as_of)
where account_id = $account and status in ('open', 'reopened')
order by root_id is not null, abs(impact) desc, precedence, discrepancy_id
