-- Contracts whose amounts were not compared at the last reconciliation, and why: nothing is guessed about them.
-- grain: contract_id, reason
-- rests on: records
-- params: account varchar = ''
-- columns:
--   account_id varchar: the account's own id
--   account_name varchar: as in the CRM, else as in billing
--   contract_id varchar: the contract
--   contract_number varchar: its number in the CRM
--   reason varchar: why it is not compared
--   told varchar: what the reason is read from
select
    unchecked.account_id,
    account.name as account_name,
    unchecked.contract_id,
    contract.contract_number,
    unchecked.reason,
    unchecked.told
from recon.not_checked as unchecked
inner join model.account_names('recon.not_checked') as account using (account_id)
inner join model.firmao_contract as contract using (contract_id)
where coalesce(account.firmao_customer_id, account.ordway_customer_id) is not null
    and $account in ('', unchecked.account_id, account.firmao_customer_id, account.ordway_customer_id)
order by account.name, contract.contract_number, unchecked.reason
