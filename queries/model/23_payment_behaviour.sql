-- How late a customer pays, by its invoices that were paid in full within two years before a day. Source: metrics,
-- Receivables, Cash forecast.
-- grain: ordway_customer_id
-- columns: days from the due day to the last payment or credit, below zero where it paid early; low, median and high are
--   its quartiles, each a number of days that really occurred; count_invoices it rests on

create or replace macro model.payment_behaviour(day) as table
with paid as (
    select
        invoice.ordway_customer_id,
        invoice.invoice_id,
        max(application.applied_on) as paid_on,
        max(application.applied_on) - any_value(invoice.due_on) as days_late
    from model.ordway_invoice as invoice
    inner join model.application as application using (invoice_id)
    where invoice.status not in ('draft', 'reversed') and application.applied_on <= day
    group by invoice.ordway_customer_id, invoice.invoice_id
    having sum(application.amount) >= any_value(invoice.gross_amount)
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
