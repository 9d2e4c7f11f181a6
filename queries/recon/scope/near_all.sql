-- Where everybody is looked at, what is near is everything.
-- grain: as in near_none.sql
create or replace temp view near_invoice as
select * exclude (raw) from ordway.invoices;

create or replace temp view near_invoice_line as
from ordway.invoice_lines;

create or replace temp view near_payment as
select * exclude (raw) from ordway.payments;

create or replace temp view near_application as
from ordway.payment_applications;
