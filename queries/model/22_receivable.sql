-- What was still to be paid of each invoice at the end of a day: what Ordway says is open now, and what was applied since, as
-- it is kept (queries/extracts/balances.py). What a refund took off an invoice counts until the day of that.
-- grain: none for reversed_change; invoice_id, changed_on, is_applied for balance_change; invoice_id for open_invoice,
--   kept_receivable and receivable, where invoices of which nothing was open on the day are left out
-- columns: changed_on, the day from which an invoice's balance is lower by amount than on the days before, null for what is
--   open now; is_applied, unless a refund took it off and nothing was applied. account_id, owner: of the customer, null for
--   none; all amounts in currency, balance below zero where more was applied than invoiced; days_overdue is 0 until the due
--   day has passed; bucket as model.aging_bucket names it

-- An invoice that is reversed was open until then, less what had been applied to it.
create or replace view model.reversed_change as
with reversed as materialized (
    select invoice_id, reversed_on, gross_amount
    from model.ordway_invoice
    where status = 'reversed' and reversed_on is not null and gross_amount is not null
),

applied_before as materialized (
    select application.invoice_id, application.applied_on, application.amount
    from model.application as application
    inner join reversed on reversed.invoice_id = application.invoice_id and application.applied_on < reversed.reversed_on
)

select invoice_id, applied_on as changed_on, amount
from applied_before
union all
select reversed.invoice_id, reversed.reversed_on, reversed.gross_amount - coalesce(paid.amount, 0)
from reversed
left join (select invoice_id, sum(amount) as amount from applied_before group by invoice_id) as paid using (invoice_id);

create or replace view model.balance_change as
with never_owed as materialized (
    select invoice_id
    from model.ordway_invoice
    where coalesce(status in ('draft', 'reversed'), true)
),

change as (
    select invoice_id, applied_on as changed_on, true as is_applied, amount
    from model.application
    where applied_on is not null and invoice_id not in (from never_owed)
    union all
    select taken.invoice_id, unnest([taken.paid_on, taken.taken_off_on]), false, unnest([taken.amount, -taken.amount])
    from model.taken_off as taken
    where taken.paid_on < taken.taken_off_on and taken.invoice_id not in (from never_owed)
    union all
    select invoice_id, changed_on, true, amount
    from model.reversed_change
    union all
    select invoice_id, null, true, if(is_open, balance, 0)
    from model.ordway_invoice
    where balance <> 0 and status not in ('draft', 'reversed')
)

select invoice_id, changed_on, is_applied, sum(amount)::decimal(38, 4) as amount
from change
group by invoice_id, changed_on, is_applied
order by changed_on;

create or replace view model.open_invoice as
select
    invoice.invoice_id,
    invoice.ordway_customer_id,
    account.account_id,
    seller.owner,
    invoice.currency,
    invoice.invoiced_on,
    invoice.due_on,
    invoice.net_amount,
    invoice.gross_amount,
    now.amount as balance
from recon.balance_change as now
inner join model.ordway_invoice as invoice using (invoice_id)
left join recon.listed_account as account using (ordway_customer_id)
left join recon.account_owner as seller using (account_id)
where now.changed_on is null
order by account.account_id, invoice.invoice_id;

-- Of a day after the last change, which is nearly always asked for, all but the first part of `standing` is empty; each list
-- of what is empty ends a search before it begins.
create or replace macro model.kept_receivable(day) as table
with since as materialized (
    select invoice_id, sum(amount) as amount, bool_or(is_applied) as is_applied
    from recon.balance_change
    where changed_on > day
    group by invoice_id
),

still_open as (
    select invoice_id from recon.open_invoice where invoice_id in (select unnest(list(invoice_id)) from since)
),

closed as materialized (
    select invoice.*
    from model.ordway_invoice as invoice
    where invoice.invoiced_on <= day
        and invoice.invoice_id in (
            select unnest(list(invoice_id)) from since where is_applied and invoice_id not in (from still_open)
        )
),

closed_account as materialized (
    select ordway_customer_id, account_id
    from recon.listed_account
    where ordway_customer_id in (select unnest(list(ordway_customer_id)) from closed)
),

standing as (
    select owed.* replace (owed.balance + coalesce(since.amount, 0) as balance)
    from recon.open_invoice as owed
    left join since using (invoice_id)
    where owed.invoiced_on <= day
    union all by name
    select
        closed.invoice_id, closed.ordway_customer_id, account.account_id, seller.owner, closed.currency,
        closed.invoiced_on, closed.due_on, closed.net_amount, closed.gross_amount, since.amount as balance
    from closed
    inner join since using (invoice_id)
    left join closed_account as account using (ordway_customer_id)
    left join (
        from recon.account_owner where account_id in (select unnest(list(account_id)) from closed_account)
    ) as seller on seller.account_id = account.account_id
)

select
    * replace (balance::decimal(38, 4) as balance),
    greatest(coalesce(day - due_on, 0), 0) as days_overdue,
    model.aging_bucket(days_overdue) as bucket
from standing
where standing.balance <> 0;

-- The same without its owner, its customer's id and its net amount, told from the changes themselves: quickly of a single
-- account in a store of its own, in seconds of all.
create or replace macro model.receivable(day) as table
with standing as (
    select invoice_id, sum(amount)::decimal(38, 4) as balance
    from model.balance_change
    where coalesce(changed_on > day, true)
    group by invoice_id
    having bool_or(is_applied)
)

select
    invoice.invoice_id, invoice.account_id, invoice.currency, invoice.invoiced_on, invoice.due_on, invoice.gross_amount,
    standing.balance,
    greatest(coalesce(day - invoice.due_on, 0), 0) as days_overdue,
    model.aging_bucket(days_overdue) as bucket
from standing
inner join model.invoice as invoice using (invoice_id)
where invoice.invoiced_on <= day and standing.balance <> 0;
