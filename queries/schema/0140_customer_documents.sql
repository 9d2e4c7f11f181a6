-- What the list of accounts says of each customer's documents, so that a look at it goes through none of them. Nothing but
-- copies of what the model reckons (queries/extracts/), for every day alike.

-- As model.customer_invoice tells it.
-- grain: ordway_customer_id, currency, due_on (null for what is not open)
create table recon.customer_invoice (
    ordway_customer_id varchar,
    currency varchar,
    due_on date,
    balance decimal(38, 4),
    latest_invoice_on date
);

-- As model.customer_payment tells it.
-- grain: ordway_customer_id
create table recon.customer_payment (
    ordway_customer_id varchar,
    latest_payment_on date
);
