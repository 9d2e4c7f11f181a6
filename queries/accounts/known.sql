-- The accounts that an id means: Firmao's, Ordway's or Tieout's own.
-- grain: account_id
-- params: account varchar
-- columns:
--   account_id varchar: the account's own id
select account_id
from model.account
where $account in (account_id, firmao_customer_id, ordway_customer_id)
