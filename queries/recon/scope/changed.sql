-- The customers of Ordway whose records changed in the cache at a moment or later, and those they were of before.
-- grain: ordway_customer_id
-- params: since timestamp (UTC)
create or replace temp table changed_customer as
select id as ordway_customer_id from ordway.customers where synced_at >= $since or deleted_at >= $since
union
select customer_id from ordway.subscriptions where synced_at >= $since or deleted_at >= $since
union
select customer_id from ordway.invoices where synced_at >= $since or deleted_at >= $since
union
select customer_id from ordway.payments where synced_at >= $since or deleted_at >= $since
union
select customer_id from ordway.credits where synced_at >= $since or deleted_at >= $since
union
select customer_id from ordway.refunds where synced_at >= $since or deleted_at >= $since
union
select customer_id from ordway.orders where synced_at >= $since or deleted_at >= $since
union
select raw ->> '$.customer_id'
from history.past_version
where system = 'ordway' and seen_until >= $since;
