-- How late a customer pays, by its invoices that were paid in full within two years before a day. Source: metrics,
-- Receivables, Cash forecast.
-- grain: ordway_customer_id
-- columns: days from the due day to the last payment or credit, below zero where it paid early; low, median and high are
--   its quartiles, each a number of days that really occurred; count_invoices it rests on

-- `customers` is the list of those asked about: looking at all of them takes long.
create or replace macro model.payment_behaviour(day, customers) as table
with own as materialized (
    from model.ordway_invoice
    where ordway_customer_id in (select unnest(customers)) and status not in ('draft', 'reversed')
),

paid as (
    select
        own.ordway_customer_id,
        own.invoice_id,
        max(application.applied_on) as paid_on,
        max(application.applied_on) - any_value(own.due_on) as days_late
    from own
    inner join model.applications_to((select list(invoice_id) from own)) as application using (invoice_id)
    where application.applied_on <= day
    group by own.ordway_customer_id, own.invoice_id
    having sum(application.amount) >= any_value(own.gross_amount)
)

select
    ordway_customer_id,
    quantile_disc(days_late, 0.25) as low_days_late,
    quantile_disc(days_late, 0.5) as median_days_late,
    quantile_disc(days_late, 0.75) as high_days_late,
    count(*) as count_invoices
from paid
where paid_on > (day - to_months(24))::date
group by ordway_customer_id;
