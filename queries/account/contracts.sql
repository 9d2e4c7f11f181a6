-- The contracts of an account, the newest first.
-- grain: contract_id
-- params: account varchar
-- columns:
--   contract_id varchar: id of the agreement in the CRM
--   contract_number varchar: as people write it
--   name varchar: what it is
--   status varchar: the CRM's word in lower case
--   starts_on date: first day of service
--   ends_on date: last day of service
--   billing_period varchar: as kept in the CRM
--   charge_timing varchar: as kept in the CRM
--   is_auto_renewed boolean: whether it renews by itself
--   payment_terms varchar: as kept in the CRM
--   sales_owner varchar: e-mail of the sales person
--   currency varchar: of the amounts
--   net_amount decimal(18,4): a billing period, before tax
--   gross_amount decimal(18,4): a billing period, with tax
--   subscription_id varchar: what bills it, null where nothing is linked
--   link varchar: how the two were linked: explicit field, confirmed or contract number
select
    contract_id, contract_number, name, status, starts_on, ends_on, billing_period, charge_timing,
    is_auto_renewed, payment_terms, sales_owner,
    currency, net_amount, gross_amount, link.subscription_id, link.link
from model.contract
left join model.contract_link as link using (contract_id)
where account_id = $account
order by starts_on desc, contract_id desc
