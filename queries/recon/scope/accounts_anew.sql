-- The accounts, and how the two systems are joined in each.
-- grain: account_id
create or replace temp table account as
select account_id, firmao_customer_id, ordway_customer_id, link
from model.account;
