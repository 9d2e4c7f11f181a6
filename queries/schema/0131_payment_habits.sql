-- How late customers mostly pay, as model.payment_habit tells it: nothing but a copy (queries/extracts/).
-- grain: ordway_customer_id, starts_on
create table recon.payment_habit (
    ordway_customer_id varchar,
    starts_on date not null,
    ends_before date not null,
    low_days_late bigint,
    median_days_late bigint,
    high_days_late bigint
);
