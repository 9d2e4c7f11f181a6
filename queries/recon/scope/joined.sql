-- What bills the contracts of the accounts, as the two systems are joined now: worked out once, asked for throughout.
-- grain: annex and contract_link, contract_id; account_claim, firmao_customer_id and ordway_customer_id
-- reads: account, as accounts_anew.sql or accounts_as_before.sql makes it
create or replace temp table annex as
from model.annex;

create or replace temp table contract_link as
select contract_id, subscription_id, link
from model.contract_links('account', 'annex');

create or replace temp table account_claim as
from model.account_claim;
