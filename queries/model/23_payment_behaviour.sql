-- How late customers pay. Source: metrics, Receivables, Cash forecast.
-- grain: ordway_customer_id, settled_on and days_late for settled_invoice; ordway_customer_id and starts_on for payment_habit;
--   ordway_customer_id for kept_payment_behaviour
-- columns: days from the due day to the day on which payments and credits first made up the whole invoice, below zero where
--   that was early, whatever was refunded later; low, median and high are quartiles over the invoices settled within two
--   years before a day, each a number of days that really occurred; they hold from starts_on until the day before ends_before

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

-- The quartiles of invoices by the stretch of days that they are looked at from, by running counts, since quantile_disc
-- would keep each invoice's days in memory until the end. `settled` names what holds the invoices.
create or replace macro model.late_quartiles(settled) as table
with late as (
    select ordway_customer_id, starts_on, ends_before, days_late, sum(count_invoices) as count_invoices
    from query_table(settled)
    where days_late is not null
    group by ordway_customer_id, starts_on, ends_before, days_late
),

ranked as (
    select
        late.*,
        sum(count_invoices) over (partition by ordway_customer_id, starts_on order by days_late) as count_so_far,
        sum(count_invoices) over (partition by ordway_customer_id, starts_on) as count_all
    from late
)

select
    ordway_customer_id,
    starts_on,
    ends_before,
    min(days_late) filter (where count_so_far * 4 >= count_all) as low_days_late,
    min(days_late) filter (where count_so_far * 2 >= count_all) as median_days_late,
    min(days_late) filter (where count_so_far * 4 >= count_all * 3) as high_days_late
from ranked
group by ordway_customer_id, starts_on, ends_before;

-- The same of the days that are asked for: from the fourth week before the last invoice was settled until three weeks after.
-- What is seen of a customer changes only when an invoice is settled or has been for two years, so that a few stretches of
-- days stand for all of these.
create or replace view model.payment_habit as
with first as (
    select (date_trunc('week', max(settled_on)) - to_days(28))::date as day
    from recon.settled_invoice
),

asked as materialized (
    select first.day + number::integer as day, (first.day + number::integer - to_months(24))::date as since
    from first
    cross join range(49) as counted(number)
),

seen as materialized (
    select ordway_customer_id, settled_on, days_late, count_invoices
    from recon.settled_invoice
    where days_late is not null
        and settled_on > (select min(since) from asked)
        and settled_on <= (select max(day) from asked)
),

forgotten as (
    select settled_on, (select min(day) from asked where since >= settled_on) as day
    from (select distinct settled_on from seen)
),

begun as (
    select ordway_customer_id, first.day
    from seen
    cross join first
    union
    select seen.ordway_customer_id, seen.settled_on
    from seen
    inner join first on seen.settled_on > first.day
    union
    select seen.ordway_customer_id, forgotten.day
    from seen
    inner join forgotten on forgotten.settled_on = seen.settled_on and forgotten.day is not null
),

stretch as (
    select
        begun.ordway_customer_id,
        asked.day as starts_on,
        asked.since,
        coalesce(
            lead(asked.day) over (partition by begun.ordway_customer_id order by asked.day),
            (select max(day) + 1 from asked)
        ) as ends_before
    from begun
    inner join asked using (day)
),

settled as (
    select stretch.ordway_customer_id, stretch.starts_on, stretch.ends_before, seen.days_late, seen.count_invoices
    from seen
    inner join stretch
        on stretch.ordway_customer_id = seen.ordway_customer_id
        and seen.settled_on <= stretch.starts_on
        and seen.settled_on > stretch.since
)

select ordway_customer_id, starts_on, ends_before, low_days_late, median_days_late, high_days_late
from model.late_quartiles('settled');

-- Of another day all that was settled is looked through.
create or replace macro model.kept_payment_behaviour(day) as table
with unkept as materialized (
    select day as starts_on, day + 1 as ends_before, (day - to_months(24))::date as since
    where not exists (from recon.payment_habit where starts_on <= day and ends_before > day)
),

settled as (
    select settled.*, unkept.starts_on, unkept.ends_before
    from recon.settled_invoice as settled
    inner join unkept on settled.settled_on <= unkept.starts_on and settled.settled_on > unkept.since
)

select ordway_customer_id, low_days_late, median_days_late, high_days_late
from recon.payment_habit
where starts_on <= day and ends_before > day
union all
select ordway_customer_id, low_days_late, median_days_late, high_days_late
from model.late_quartiles('settled');
