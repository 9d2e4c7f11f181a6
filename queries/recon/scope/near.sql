-- More invoices and payments come near, as they are in the cache: those of some customers. What the model makes of a record
-- costs more than to find it, and is made of these alone.
-- reads: nearing_customer (ordway_customer_id), none of them near yet
-- They are found by one column and fetched by their place: else every column of all records is read.
create or replace temp table near_place as
select invoice.rowid as place
from ordway.invoices as invoice
semi join nearing_customer on nearing_customer.ordway_customer_id = invoice.customer_id;

create or replace temp table nearer_invoice as
select invoice.* exclude (raw)
from ordway.invoices as invoice
semi join near_place on near_place.place = invoice.rowid;

insert into near_invoice
from nearer_invoice;

create or replace temp table near_place as
select line.rowid as place
from ordway.invoice_lines as line
semi join nearer_invoice on nearer_invoice.id = line.invoice_id;

insert into near_invoice_line
select line.*
from ordway.invoice_lines as line
semi join near_place on near_place.place = line.rowid;

create or replace temp table near_place as
select applied.rowid as place
from ordway.payment_applications as applied
semi join nearer_invoice on nearer_invoice.id = applied.invoice_id;

insert into near_application
select applied.*
from ordway.payment_applications as applied
semi join near_place on near_place.place = applied.rowid;

create or replace temp table near_place as
select payment.rowid as place
from ordway.payments as payment
semi join nearing_customer on nearing_customer.ordway_customer_id = payment.customer_id;

insert into near_payment
select payment.* exclude (raw)
from ordway.payments as payment
semi join near_place on near_place.place = payment.rowid;

insert into near_customer
from nearing_customer;
