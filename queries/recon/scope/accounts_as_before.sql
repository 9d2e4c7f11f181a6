-- The accounts as the last reconciliation left them: nothing that they are told by has changed since.
-- grain: account_id
create or replace temp table account as
select account_id, firmao_customer_id, ordway_customer_id, link
from recon.account_link;

create or replace temp table rejoined as
select account_id from account limit 0;
