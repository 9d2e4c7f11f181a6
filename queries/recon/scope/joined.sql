-- What bills the contracts of the accounts, as the two systems are joined now: worked out once, asked for throughout.
-- grain: annex and contract_link, contract_id; contract_claim, contract_id and subscription_id; relinked_contract,
--   contract_id; account_claim, firmao_customer_id and ordway_customer_id
-- columns: of relinked_contract, which are linked otherwise than the last reconciliation left them, subscription_id and
--   link now, before_id before; null where there is none
-- reads: account, as accounts_anew.sql or accounts_as_before.sql makes it
create or replace temp table annex as
from model.annex;

create or replace temp table contract_claim as
from model.contract_claim;

create or replace temp table contract_link as
select contract_id, subscription_id, link
from model.contract_links('account', 'annex', 'contract_claim');

create or replace temp table relinked_contract as
select contract_id, present.subscription_id, present.link, before.subscription_id as before_id
from contract_link as present
full join recon.contract_link as before using (contract_id)
where (present.subscription_id, present.link) is distinct from (before.subscription_id, before.link);

create or replace temp table account_claim as
from model.account_claim;
