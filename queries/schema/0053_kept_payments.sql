-- What millions of payments say of how customers pay, so that not each look at collections goes through all of them.
-- Nothing but copies of what the model reckons (queries/extracts/), for every day alike.

-- When each invoice was paid in full, as model.settled_invoice tells it.
-- grain: ordway_customer_id, settled_on, days_late
create table recon.settled_invoice (
    ordway_customer_id varchar,
    settled_on date,
    days_late bigint,
    count_invoices bigint
);

-- What was applied to invoices and what is open of them, added up by their days as model.receivable_movement tells it.
-- grain: currency, invoiced_on, due_on, applied_on (null for what is open now)
create table recon.receivable_movement (
    currency varchar,
    invoiced_on date,
    due_on date,
    applied_on date,
    amount decimal(38, 4)
);
