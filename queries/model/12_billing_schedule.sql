-- What Ordway plans to invoice of a subscription.
-- grain: schedule_id and position
-- columns: starts_on and ends_on, what is charged for, ends_on null where it is charged once; ready_on, the day from which
--   a billing run invoices it; net_amount before tax, in the subscription's currency; is_invoiced also by a draft.

create or replace view model.schedule_line as
select
    line.billing_schedule_id as schedule_id,
    line.position,
    schedule.subscription_id,
    schedule.product_id,
    line.start_date as starts_on,
    line.end_date as ends_on,
    line.charge_ready_date as ready_on,
    line.amount as net_amount,
    line.invoiced as is_invoiced
from ordway.billing_schedule_lines as line
inner join ordway.billing_schedules as schedule on schedule.id = line.billing_schedule_id
where schedule.deleted_at is null;
