-- Every version of every record that changed, with the time it was seen.
-- history.past_version: one row a version that is no longer current. history.version: past and current together.
-- grain of both: one row a record's version, by system, resource, record_id and seen_from.
-- columns: raw is the untouched answer; seen_from and seen_until are UTC instants, half-open; ended_by is
--   'changed' or 'restored' (found again after it had been gone); a current version has no seen_until unless the
--   record was found deleted.

create schema history;

create table history.past_version (
    system varchar not null,
    resource varchar not null,
    record_id varchar not null,
    raw json using compression zstd,
    seen_from timestamp not null,
    seen_until timestamp not null,
    ended_by varchar not null
);

create view history.version as
select system, resource, record_id, raw, seen_from, seen_until, ended_by from history.past_version
union all
select 'firmao', 'customers', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from firmao.customers
union all
select 'firmao', 'contacts', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from firmao.contacts
union all
select 'firmao', 'agreements', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from firmao.agreements
union all
select 'firmao', 'offers', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from firmao.offers
union all
select 'firmao', 'transactions', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from firmao.transactions
union all
select 'firmao', 'entries', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from firmao.entries
union all
select 'firmao', 'sales_opportunities', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from firmao.sales_opportunities
union all
select 'firmao', 'products', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from firmao.products
union all
select 'firmao', 'users', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from firmao.users
union all
select 'firmao', 'sales_notes', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from firmao.sales_notes
union all
select 'ordway', 'customers', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from ordway.customers
union all
select 'ordway', 'invoices', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from ordway.invoices
union all
select 'ordway', 'payments', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from ordway.payments
union all
select 'ordway', 'subscriptions', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from ordway.subscriptions
union all
select 'ordway', 'products', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from ordway.products
union all
select 'ordway', 'plans', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from ordway.plans
union all
select 'ordway', 'credits', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from ordway.credits
union all
select 'ordway', 'refunds', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from ordway.refunds
union all
select 'ordway', 'orders', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from ordway.orders
union all
select 'ordway', 'billing_schedules', id, raw, synced_at, deleted_at, if(deleted_at is null, null, 'deleted')
from ordway.billing_schedules
;
