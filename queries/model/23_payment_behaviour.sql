-- How late customers pay. Source: metrics, Receivables, Cash forecast.
-- grain: ordway_customer_id, settled_on and days_late for settled_invoice; ordway_customer_id for payment_behaviour
-- columns: days from the due day to the day on which payments and credits first made up the whole invoice, below zero where
--   that was early, whatever was refunded later; low, median and high are quartiles over the invoices settled within two years before a day, each a
--   number of days that really occurred; count_invoices they rest on

-- All that was ever settled: an extract of it is kept as recon.settled_invoice, since it goes through every application.
create or replace view model.settled_invoice as
with applied as (
    select invoice_id, applied_on, sum(amount) as amount
    from model.application_ever
    group by invoice_id, applied_on
),

so_far as (
    select invoice_id, applied_on, sum(amount) over (partition by invoice_id order by applied_on) as amount
    from applied
),

settled as (
    select
        invoice.ordway_customer_id,
        invoice.invoice_id,
        min(so_far.applied_on) as settled_on,
        (min(so_far.applied_on) - any_value(invoice.due_on))::bigint as days_late
    from so_far
    inner join model.ordway_invoice as invoice using (invoice_id)
    where invoice.status not in ('draft', 'reversed') and so_far.amount >= invoice.gross_amount
    group by invoice.ordway_customer_id, invoice.invoice_id
)

select ordway_customer_id, settled_on, days_late, count(*) as count_invoices
from settled
group by ordway_customer_id, settled_on, days_late;

create or replace macro model.payment_behaviour(day) as table
with late as (
    select ordway_customer_id, days_late, unnest(range(count_invoices))
    from recon.settled_invoice
    where settled_on <= day and settled_on > (day - to_months(24))::date and days_late is not null
),

told as (
    select ordway_customer_id, quantile_disc(days_late, [0.25, 0.5, 0.75]) as days_late, count(*) as count_invoices
    from late
    group by ordway_customer_id
)

select
    ordway_customer_id,
    days_late[1] as low_days_late,
    days_late[2] as median_days_late,
    days_late[3] as high_days_late,
    count_invoices
from told;
