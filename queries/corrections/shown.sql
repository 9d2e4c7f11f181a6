-- The accounts of whose money Firmao shows something: one of them, or that of a customer of Ordway.
-- grain: account_id
-- params: account varchar = '', customer varchar = ''
-- columns:
--   account_id varchar: the account's own id
--   firmao_customer_id varchar: the customer in which it is shown
--   name varchar: as in the CRM
select account.account_id, account.firmao_customer_id, account.name
from model.account as account
inner join model.published as published using (account_id)
where published.published_balance <> ''
    and account.ordway_customer_id is not null
    and $account in ('', account.account_id)
    and $customer in ('', account.ordway_customer_id)
order by account.account_id
