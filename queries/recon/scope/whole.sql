-- Every account, and those that discrepancies were found in and that are no more.
-- grain: account_id
-- columns: firmao_customer_id and ordway_customer_id of the account, by which the records of either system are found
create or replace temp table scope as
with known as (
    select account_id from account
    union
    select account_id from recon.discrepancy where resolved_at is null
)

select account_id, account.firmao_customer_id, account.ordway_customer_id
from known
left join account using (account_id);
