-- A contract as it has to be billed, and who it is with in both systems.
-- grain: contract_id
-- params: contract varchar
-- columns:
--   contract_id varchar: Firmao's agreement
--   contract_number varchar: as people call it
--   account_id varchar: the account's own id
--   firmao_customer_id varchar: whose contract it is
--   ordway_customer_id varchar: null where the account is in the CRM only
--   subscription_id varchar: Ordway's subscription that bills it, null where none does
--   claimants varchar: the subscriptions that name the contract, null where none does
--   currency varchar: of its amounts
--   signed_on date: the day it was agreed
--   starts_on date: first day of service, null where it is not readable
--   ends_on date: last day of service, null where it has no end
--   is_dated boolean: whether both days can be read
--   billing_period varchar: as entered
--   months integer: of one billing period, null where the word is not known
--   charge_timing varchar: In Advance or In Arrears, as entered
--   is_auto_renewed boolean: whether it goes on by itself
--   payment_days integer: days to pay
--   payment_type varchar: CARD, TRANSFER and the like
select
    contract.contract_id,
    contract.contract_number,
    contract.account_id,
    account.firmao_customer_id,
    account.ordway_customer_id,
    link.subscription_id,
    claimed.claimants,
    contract.currency,
    contract.signed_on,
    contract.starts_on,
    contract.ends_on,
    contract.is_dated,
    contract.billing_period,
    period.months,
    contract.charge_timing,
    contract.is_auto_renewed,
    contract.payment_days,
    contract.payment_type
from model.contract as contract
left join model.account as account using (account_id)
left join model.contract_link as link using (contract_id)
left join recon.billing_period as period on period.word = lower(contract.billing_period)
left join (
    select contract_id, string_agg(subscription_id, ', ' order by subscription_id) as claimants
    from model.contract_claim
    group by contract_id
) as claimed using (contract_id)
where contract.contract_id = $contract
