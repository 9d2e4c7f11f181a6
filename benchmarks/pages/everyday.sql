-- What the bare company of benchmarks/reconcile lacks of a believable one: people, open invoices, failed payments, terms
-- that end on different days, contracts that are not in billing, and pulls that went well.
-- reads: sold and amount, as company.sql leaves them; params: day date
-- Of a hundred customers five owe an invoice past due, and whoever has not come to pay the latest yet owes that; of a
-- thousand five failed to pay.
create or replace temp table unpaid as
select 'INV-' || number as invoice_id, 'PMT-' || number as payment_id
from billed
where (n % 20 = 3 and month = 23) or first_day + 20 > $day;

update ordway.invoices
set status = 'Posted', paid_amount = 0, balance = invoice_amount
where id in (select invoice_id from unpaid);

delete from ordway.payments where id in (select payment_id from unpaid);
delete from ordway.payment_applications where payment_id in (select payment_id from unpaid);

insert into ordway.payments by name
select
    'PMT-F' || n as id, 'C-' || customer as customer_id, 'Failed' as status, 'External' as payment_type, 'PLN' as currency,
    $day - 5 as payment_date, 100 as payment_amount, 0 as applied_amount, 0 as unapplied_amount, 0 as refunded_amount,
    'card declined' as failure_reason, '[]' as refunds, '{}' as raw, timestamp '2026-11-01' as synced_at
from sold
where n % 200 = 4;

-- Terms end in any month of two years, on both sides alike.
create or replace temp table term as
select n, (starts_on + to_months((26 + n * 7 % 24)::integer) - interval 1 day)::date as ends_on
from sold;

update firmao.agreements set mapped_service_end = term.ends_on::varchar from term where agreements.id = term.n::varchar;
update ordway.subscriptions set current_term_end_date = term.ends_on from term where subscriptions.id = 'S-' || term.n;

update ordway.subscriptions
set discounted_cmrr = monthly.net_amount
from (select n, sum(net_amount) as net_amount from amount group by n) as monthly
where subscriptions.id = 'S-' || monthly.n;

insert into firmao.users by name
select
    n::varchar as id, 'Seller ' || n as label, 'seller' || n || '@example.com' as email, '{}' as raw,
    timestamp '2026-11-01' as synced_at
from range(20) as seller (n);

update firmao.customers set created_by = 'Seller ' || (id::bigint % 20);
update firmao.agreements set mapped_sales_owner = 'seller' || (id::bigint % 20) || '@example.com';

insert into firmao.contacts by name
select
    id, 'Contact ' || id as label, 'contact' || id || '@example.com' as email, id as customer_id, '{}' as raw,
    timestamp '2026-11-01' as synced_at
from firmao.customers;

insert into firmao.sales_notes by name
select
    id, 'NOTE' as type, 'Called about the renewal.' as description, id as customer_id, created_by,
    timestamp '2026-10-01 09:00:00' as date, '{}' as raw, timestamp '2026-11-01' as synced_at
from firmao.customers
where id::bigint % 2 = 0;

-- One contract in two hundred is won and not in billing; half of these begin later.
create or replace temp table unbilled as
select
    n, customer, 10000000 + n as agreement_id,
    if(n % 400 = 50, (date_trunc('month', $day) - interval 2 month)::date, $day + 20) as starts_on
from sold
where n % 200 = 50;

insert into firmao.agreements by name
select
    agreement_id::varchar as id, 'UM/N' || n as number, 'More for ' || customer as name, 'SALE' as mode,
    'ACCEPTED' as offer_status, 'TRANSFER' as payment_type, 'PLN' as currency, customer as customer_id,
    starts_on::varchar as mapped_service_start, (starts_on + interval 12 month - interval 1 day)::date::varchar as mapped_service_end,
    'Monthly' as mapped_billing_period, 'In Advance' as mapped_charge_timing, '30' as mapped_payment_terms,
    'seller' || (n % 20) || '@example.com' as mapped_sales_owner, starts_on as offer_date, starts_on as valid_from,
    500 as netto_price, 115 as vat_price, 615 as brutto_price, '{}' as raw, timestamp '2026-11-01' as synced_at
from unbilled;

insert into firmao.entries by name
select
    agreement_id::varchar as id, agreement_id::varchar as agreement_id, 'SKU-0' as product_code, 'Product 0' as product_name,
    1 as quantity, 500 as unit_netto_price, 500 as netto_price, 23 as vat_percent, 115 as vat_price, 0 as discount,
    '{}' as raw, timestamp '2026-11-01' as synced_at
from unbilled;

-- A pull every quarter of an hour, all of them done, each with every list.
create or replace temp table pulled as
select n, 'run-' || n as run_id, $day::timestamp - to_minutes((15 * n)::integer) as started_at
from range(1, 101) as run (n);

insert into ledger.sync_run by name
select run_id, 'schedule' as started_by, 'incremental' as mode, started_at, started_at + interval 20 second as finished_at, 'done' as status
from pulled;

insert into ledger.sync_step by name
select
    pulled.run_id, list.schema_name as system, list.table_name as resource,
    if(pulled.n = 100, 'full', 'incremental') as mode, 'done' as status, pulled.started_at,
    pulled.started_at + interval 20 second as finished_at, 1 as requests, 0 as retries, 20000 as bytes, 50 as received,
    0 as repeated, 50 as offered, 0 as inserted, 5 as updated, 45 as unchanged, 0 as quarantined, 0 as deleted
from pulled
cross join (
    select schema_name, table_name
    from duckdb_columns()
    where schema_name in ('firmao', 'ordway') and column_name = 'synced_at'
) as list;
