-- A company in the cache: contracts of two lines, billed every month for 25 months with 23 % tax and paid, nearly all as agreed.
-- reads: size (contracts, contracts_a_customer)
-- Documents have their numbers and lie in the order of time, as a pull leaves them: those of one customer are far apart.
-- Of a thousand contracts ten are billed at another price, one lacks its last invoice, and one has paid half of it.
create or replace temp macro vat(amount) as round(amount * 0.23::decimal(3, 2), 2);

create or replace temp table sold as
select
    n,
    (n // size.contracts_a_customer)::varchar as customer,
    date '2024-11-01' + (n % 28)::integer as starts_on,
    1000 + n * 37 % 9000 as cents,
    1 + n % 40 as quantity
from size, range(size.contracts) as contract (n);

create or replace temp table sold_line as
select sold.*, position, n * 2 + position as line, cents + position * 11 as unit_cents, (n % 100 = 99)::integer as surcharge
from sold, range(2) as line (position);

-- Amounts of a month as they were sold and as they are billed; tax is rounded line by line.
create or replace temp table amount as
select
    n, position, unit_cents * quantity * 0.01::decimal(3, 2) as sold_amount, vat(sold_amount) as sold_tax,
    (unit_cents + surcharge) * quantity * 0.01::decimal(3, 2) as net_amount, vat(net_amount) as tax_amount
from sold_line;

create or replace temp table total as
select
    n, sum(sold_amount) as sold_amount, sum(sold_tax) as sold_tax, sum(net_amount) as net_amount, sum(tax_amount) as tax_amount
from amount
group by n;

insert into ordway.products by name
select 'P-' || n as id, 'Product ' || n as name, 'SKU-' || n as sku, '{}' as raw, timestamp '2026-11-01' as synced_at
from range(2) as product (n);

insert into firmao.customers by name
select distinct
    customer as id, 'Customer ' || customer as name, (5000000000 + customer::bigint)::varchar as nip_number,
    'C-' || customer as mapped_ordway_customer_id, '[]' as emails, '{}' as raw, timestamp '2026-11-01' as synced_at
from sold;

insert into ordway.customers by name
select
    'C-' || id as id, name, 'Active' as status, '30' as payment_terms, nip_number as mapped_tax_id, false as auto_pay,
    '{}' as raw, timestamp '2026-11-01' as synced_at
from firmao.customers;

insert into firmao.agreements by name
select
    n::varchar as id, 'UM/' || n as number, 'Contract ' || n as name, 'SALE' as mode, 'ACCEPTED' as offer_status,
    'TRANSFER' as payment_type, 'PLN' as currency, customer as customer_id, starts_on::varchar as mapped_service_start,
    (starts_on + interval 36 month - interval 1 day)::date::varchar as mapped_service_end,
    'Monthly' as mapped_billing_period, 'In Advance' as mapped_charge_timing, 'true' as mapped_auto_renew,
    '30' as mapped_payment_terms, 'S-' || n as mapped_ordway_subscription_id, starts_on as offer_date, starts_on as valid_from,
    total.sold_amount as netto_price, total.sold_tax as vat_price, total.sold_amount + total.sold_tax as brutto_price, '{}' as raw, timestamp '2026-11-01' as synced_at
from sold
inner join total using (n);

insert into firmao.entries by name
select
    line::varchar as id, n::varchar as agreement_id, 'SKU-' || position as product_code, 'Product ' || position as product_name,
    quantity, unit_cents * 0.01::decimal(3, 2) as unit_netto_price, amount.sold_amount as netto_price,
    23 as vat_percent, amount.sold_tax as vat_price, 0 as discount, '{}' as raw, timestamp '2026-11-01' as synced_at
from sold_line
inner join amount using (n, position);

insert into ordway.subscriptions by name
select
    'S-' || n as id, 'C-' || customer as customer_id, 'Active' as status, 'PLN' as currency, '30' as payment_terms,
    n::varchar as mapped_firmao_agreement_id, starts_on as service_start_date, starts_on as current_term_start_date,
    (starts_on + interval 36 month - interval 1 day)::date as current_term_end_date, true as auto_renew, 1 as version,
    '{}' as raw, timestamp '2026-11-01' as synced_at
from sold;

insert into ordway.subscription_lines by name
select
    'S-' || n as subscription_id, position + 1 as position, 'SCHG-' || position as subscription_line_id,
    'P-' || position as product_id, 'Product ' || position as product_name, 'recurring' as charge_type,
    'In Advance' as charge_timing, 'Monthly' as billing_period, line::varchar as mapped_firmao_entry_id, quantity,
    (unit_cents + surcharge) * 0.01::decimal(3, 2) as list_price, 0 as discount, starts_on as charge_start_date
from sold_line;

create or replace temp table billed as
select
    sold.*, month, (starts_on + to_months(month::integer))::date as first_day,
    (starts_on + to_months((month + 1)::integer) - interval 1 day)::date as last_day,
    row_number() over (order by first_day, hash(n)) as number
from sold, range(25) as period (month)
where not (n % 1000 = 7 and month = 24);

insert into ordway.invoices by name
select
    'INV-' || number as id, 'C-' || customer as customer_id,
    if(n % 1000 = 8 and month = 20, 'Partially paid', 'Paid') as status, 'PLN' as currency, '30' as payment_terms,
    first_day as invoice_date, first_day + 30 as due_date, first_day as start_date, last_day as end_date,
    total.net_amount as subtotal, total.tax_amount as invoice_tax, subtotal + invoice_tax as invoice_amount,
    if(status = 'Paid', invoice_amount, round(invoice_amount * 0.5::decimal(2, 1), 2)) as paid_amount,
    invoice_amount - paid_amount as balance, '{}' as raw, timestamp '2026-11-01' as synced_at
from billed
inner join total using (n)
order by number;

insert into ordway.invoice_lines by name
select
    'INV-' || billed.number as invoice_id, line.position + 1 as position, 'S-' || n as subscription_id,
    'SCHG-' || line.position as subscription_line_id, 'C-' || customer as customer_id, 'P-' || line.position as product_id,
    'Product ' || line.position as product_name, first_day as start_date, last_day as end_date, quantity, 0 as discount,
    (cents + line.position * 11 + (n % 100 = 99)::integer) * 0.01::decimal(3, 2) as unit_price,
    line.net_amount as effective_price, line.tax_amount as line_tax
from billed
inner join amount as line using (n)
order by number, position;

insert into ordway.payments by name
select
    'PMT-' || number as id, 'C-' || customer as customer_id, 'Processed' as status, 'External' as payment_type, 'PLN' as currency,
    first_day + 20 as payment_date, invoice.paid_amount as payment_amount, invoice.paid_amount as applied_amount,
    0 as unapplied_amount, 0 as refunded_amount, '[]' as refunds, '{}' as raw, timestamp '2026-11-01' as synced_at
from billed
inner join ordway.invoices as invoice on invoice.id = 'INV-' || billed.number
order by number;

insert into ordway.payment_applications by name
select 'PMT-' || number as payment_id, 1 as position, 'INV-' || number as invoice_id, invoice.paid_amount as amount_applied
from billed
inner join ordway.invoices as invoice on invoice.id = 'INV-' || billed.number
order by number;
