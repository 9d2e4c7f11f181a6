-- The accounts, and how the two systems are joined in each; rejoined, those that are joined otherwise than the last
-- reconciliation left them, or are no more.
-- grain: account_id
create or replace temp table account as
select account_id, firmao_customer_id, ordway_customer_id, link
from model.account;

create or replace temp table rejoined as
select account_id
from account
full join recon.account_link as before using (account_id)
where (account.firmao_customer_id, account.ordway_customer_id, account.link)
    is distinct from (before.firmao_customer_id, before.ordway_customer_id, before.link);
