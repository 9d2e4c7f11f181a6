-- What is open of the subscription of a discrepancy that one change of it can mend, and the open symptoms under it.
-- grain: discrepancy_id
-- params: discrepancy varchar, as_of date
-- columns:
--   discrepancy_id varchar: stable from run to run
--   root_id varchar: the discrepancy this one is a symptom of, null for what the change mends
--   rule varchar: code of the rule
--   title varchar: what the rule finds
--   status varchar: open or reopened
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
with unsettled as (
    select *
    from model.discrepancies($as_of)
    where status in ('open', 'reopened')
),

cause as (
    select discrepancy_id
    from unsettled
    where subscription_id in (select subscription_id from unsettled where discrepancy_id = $discrepancy)
        and rule in ('C6', 'T1', 'T2', 'T3', 'T4', 'T5', 'T7', 'T9', 'T10')
)

select
    found.discrepancy_id, if(cause.discrepancy_id is null, found.root_id, null) as root_id, rule, title, status,
    account_id, account_name, firmao_customer_id, ordway_customer_id, contract_id, contract_line_id, subscription_id,
    subscription_line_id, product_key, invoice_id, payment_id, credit_id, refund_id, period_start, period_end, expected,
    actual, impact, under_collected, over_collected, currency, evidence
from unsettled as found
left join cause using (discrepancy_id)
where cause.discrepancy_id is not null or found.root_id in (select discrepancy_id from cause)
order by period_start, precedence, discrepancy_id
