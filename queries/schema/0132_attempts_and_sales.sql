-- Payments of customers of whom one ever failed, as model.payment_attempt tells them: nothing but a copy
-- (queries/extracts/). `status` in the model's words.
-- grain: payment_id
create table recon.payment_attempt (
    payment_id varchar not null,
    ordway_customer_id varchar,
    currency varchar,
    paid_on date,
    status varchar,
    failure_reason varchar
);

-- What was invoiced by day, drafts left out, as model.sale_day tells it: a copy too; tax included, in currency.
-- grain: currency, invoiced_on, reversed_on (null for what stands)
create table recon.sale_day (
    currency varchar,
    invoiced_on date,
    reversed_on date,
    gross_amount decimal(38, 4)
);
