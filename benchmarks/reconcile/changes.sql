-- A hundred records that changed since the last reconciliation, stored the way a pull stores them: the version before in
-- the history, the new one with its stamp. Fifty invoices are due a day later, thirty payments came a day later, and
-- twenty contracts have another number.
create or replace temp table changing as
with last_stamp as (
    select (greatest(max(finished_at), now()::timestamp) + interval 1 second)::timestamp as seen_at
    from ledger.reconciliation
)

select * from (
    select 'ordway' as system, 'invoices' as resource, id as record_id, raw, synced_at
    from ordway.invoices
    where id in (select 'INV-' || n * 975 from range(50) as chosen (n))
    union all
    select 'ordway', 'payments', id, raw, synced_at
    from ordway.payments
    where id in (select 'PMT-' || n * 1475 + 25 from range(30) as chosen (n))
    union all
    select 'firmao', 'agreements', id, raw, synced_at
    from firmao.agreements
    where id in (select (n * 83 + 5)::varchar from range(20) as chosen (n))
)
cross join last_stamp;

insert into history.past_version by name
select system, resource, record_id, raw, synced_at as seen_from, seen_at as seen_until, 'changed' as ended_by
from changing;

update ordway.invoices
set due_date = due_date + 1, raw = '{"changed": true}', synced_at = changing.seen_at
from changing
where changing.resource = 'invoices' and changing.record_id = invoices.id;

update ordway.payments
set payment_date = payment_date + 1, raw = '{"changed": true}', synced_at = changing.seen_at
from changing
where changing.resource = 'payments' and changing.record_id = payments.id;

update firmao.agreements
set number = number || '/A', raw = '{"changed": true}', synced_at = changing.seen_at
from changing
where changing.resource = 'agreements' and changing.record_id = agreements.id;
