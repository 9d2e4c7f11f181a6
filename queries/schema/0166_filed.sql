-- What customers were invoiced and what they paid, filed by customer: what a pull leaves lies in the order of time, one
-- customer's documents far apart among millions. Copies of the records without their texts (queries/extracts/filed.py), in
-- the order of whom they are filed under.

-- As ordway.invoices has them; raw is null.
-- grain: id
create table recon.filed_invoice as
select * replace (null::json as raw)
from ordway.invoices
limit 0;

-- The lines of these, as ordway.invoice_lines has them; filed_under, the customer of the invoice.
-- grain: invoice_id, position
create table recon.filed_invoice_line as
select null::varchar as filed_under, *
from ordway.invoice_lines
limit 0;

-- As ordway.payments has them; raw is null.
-- grain: id
create table recon.filed_payment as
select * replace (null::json as raw)
from ordway.payments
limit 0;

-- What was applied, as ordway.payment_applications has it; filed_under, the customer of the payment.
-- grain: payment_id, position
create table recon.filed_payment_application as
select null::varchar as filed_under, *
from ordway.payment_applications
limit 0;

-- Customers whose invoices were paid by payments of another customer, or of none that is named.
-- grain: customer_id, payment_id
create table recon.paid_by_other (
    customer_id varchar not null,
    payment_id varchar not null
);
