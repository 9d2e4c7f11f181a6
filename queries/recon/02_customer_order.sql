-- The orders of the accounts looked at.
-- grain: order_id
create or replace temp table customer_order as
select ordered.*
from model.customer_order as ordered
semi join scope using (account_id);
