-- Nothing is near yet.
-- grain: ordway_customer_id for near_customer; id for near_invoice and near_payment; invoice_id and position for
--   near_invoice_line; payment_id and position for near_application
-- columns: as in the cache, but for the texts of the records
create or replace temp table near_customer (ordway_customer_id varchar);

create or replace temp table near_invoice as
select * exclude (raw) from ordway.invoices limit 0;

create or replace temp table near_invoice_line as
from ordway.invoice_lines limit 0;

create or replace temp table near_payment as
select * exclude (raw) from ordway.payments limit 0;

create or replace temp table near_application as
from ordway.payment_applications limit 0;
