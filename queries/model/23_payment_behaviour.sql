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

-- The quartiles by running counts, since quantile_disc would keep each invoice's days in memory until the end.
create or replace macro model.payment_behaviour(day) as table
with late as (
    select ordway_customer_id, days_late, sum(count_invoices) as count_invoices
    from recon.settled_invoice
    where settled_on <= day and settled_on > (day - to_months(24))::date and days_late is not null
    group by ordway_customer_id, days_late
),

ranked as (
    select
        ordway_customer_id,
        days_late,
        sum(count_invoices) over (partition by ordway_customer_id order by days_late) as count_so_far,
        sum(count_invoices) over (partition by ordway_customer_id) as count_all
    from late
)

select
    ordway_customer_id,
    min(days_late) filter (where count_so_far * 4 >= count_all) as low_days_late,
    min(days_late) filter (where count_so_far * 2 >= count_all) as median_days_late,
    min(days_late) filter (where count_so_far * 4 >= count_all * 3) as high_days_late,
    any_value(count_all)::bigint as count_invoices
from ranked
group by ordway_customer_id;
