-- What was open in all at the end of some days, the same as model.receivable adds up to; its invoices are added up by
-- their days first, since what was applied to them since is asked for many days at once.
-- grain: day and currency
-- columns: receivable and not_due, what was not past due, in currency
create or replace macro model.receivable_total(days) as table
with asked as (
    select distinct unnest(days)::date as day
),

applied as (
    select application.invoice_id, application.applied_on, application.amount
    from model.application as application
    where application.applied_on > list_min(days)
),

-- What was applied later was open before; what is open now always was.
movement as (
    select invoice.currency, invoice.invoiced_on, invoice.due_on, applied.applied_on, sum(applied.amount) as amount
    from applied
    inner join model.ordway_invoice as invoice using (invoice_id)
    where invoice.status not in ('draft', 'reversed')
    group by all
    union all
    select currency, invoiced_on, due_on, null, sum(balance)
    from model.ordway_invoice
    where is_open and balance <> 0
    group by all
),

standing as (
    select asked.day, movement.currency, movement.due_on, movement.amount
    from asked
    inner join movement
        on movement.invoiced_on <= asked.day and coalesce(movement.applied_on > asked.day, true)
    union all
    select owed.day, owed.currency, owed.due_on, owed.balance
    from model.reversed_receivable(days) as owed
)

select
    day,
    currency,
    sum(amount) as receivable,
    coalesce(sum(amount) filter (coalesce(due_on >= day, true)), 0) as not_due
from standing
group by day, currency;
