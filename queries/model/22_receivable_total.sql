-- What was open in all at the end of some days, the same as model.kept_receivable adds up to. Its invoices are added up by their
-- days first, since what was applied to them since is asked for many days at once; recon.receivable_movement keeps that.
-- grain: currency, invoiced_on, due_on and applied_on for receivable_movement; day and currency for receivable_total
-- columns: amount applied or reversed on applied_on or, without one, open now; receivable and not_due, what was not past due; all in
--   currency

create or replace view model.receivable_movement as
with movement as (
    select invoice.currency, invoice.invoiced_on, invoice.due_on, application.applied_on, application.amount
    from model.application_ever as application
    inner join model.ordway_invoice as invoice using (invoice_id)
    where invoice.status not in ('draft', 'reversed')
    union all
    select invoice.currency, invoice.invoiced_on, invoice.due_on, change.changed_on, change.amount
    from model.reversed_change as change
    inner join model.ordway_invoice as invoice using (invoice_id)
    union all
    select currency, invoiced_on, due_on, null, balance
    from model.ordway_invoice
    where is_open and balance <> 0
)

select currency, invoiced_on, due_on, applied_on, sum(amount) as amount
from movement
group by currency, invoiced_on, due_on, applied_on;

-- What was applied later was open before; what is open now always was.
create or replace macro model.receivable_total(days) as table
with standing as (
    select asked.day, movement.currency, movement.due_on, movement.amount
    from (select distinct unnest(days)::date as day) as asked
    inner join recon.receivable_movement as movement
        on movement.invoiced_on <= asked.day and coalesce(movement.applied_on > asked.day, true)
)

select
    day,
    currency,
    sum(amount) as receivable,
    coalesce(sum(amount) filter (coalesce(due_on >= day, true)), 0) as not_due
from standing
group by day, currency;
