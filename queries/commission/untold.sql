-- Won contracts whose commission cannot be told, and why: nothing is guessed about them.
-- kept: commission
-- grain: contract_id
-- rests on: extracts
-- params: as_of date
-- columns:
--   contract_id varchar: the contract
--   contract_number varchar: its number in Firmao
--   account_id varchar: the account
--   account_name varchar: its name
--   owner varchar: e-mail of its sales person
--   problem varchar: undated, no plan, nobody, split unreadable or split not whole
--   split_told varchar: how it is shared, as the CRM has it
--   split_percent decimal(18,4): what the split adds up to
select
    contract.contract_id,
    contract.contract_number,
    contract.account_id,
    account.name as account_name,
    contract.owner,
    contract.problem,
    contract.split_told,
    contract.split_percent
from recon.commission_contract as contract
left join recon.listed_account as account using (account_id)
where contract.problem is not null and coalesce(contract.won_on <= $as_of, true)
order by account.name, contract.contract_number, contract.contract_id
