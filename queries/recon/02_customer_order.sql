-- The orders of the accounts looked at.
-- grain: order_id
create or replace temp table customer_order as
from model.customer_orders('scope')
where account_id is not null;
