-- What millions of payments say of how customers pay, added up so that not each look at collections goes through all of
-- them. Nothing but copies of what the model reckons: queries/kept_payments.py brings them up to date before they are read.

-- How late each customer pays, as model.payment_behaviour tells it of one day.
-- grain: ordway_customer_id
create table recon.kept_behaviour (
    ordway_customer_id varchar not null,
    low_days_late bigint,
    median_days_late bigint,
    high_days_late bigint,
    count_invoices bigint
);

-- What was applied to invoices and what is open of them, added up by their days as model.receivable_movement tells it.
-- grain: currency, invoiced_on, due_on, applied_on (null for what is open now)
create table recon.kept_movement (
    currency varchar,
    invoiced_on date,
    due_on date,
    applied_on date,
    amount decimal(38, 4)
);

-- What both were told by, as one hash, and for which day.
-- grain: one row, none before the first time
create table recon.kept_payments (
    made_of varchar not null,
    day date not null
);
