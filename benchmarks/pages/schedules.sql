-- What Ordway plans to invoice of the company of benchmarks/reconcile: a schedule for each line, a month at a time from the
-- subscription's start to the end of its term. Of a hundred subscriptions one began later with more units, two with fewer.
-- reads: sold_line, amount, term, as company.sql and everyday.sql leave them
create or replace temp table planned as
select
    sold_line.*,
    amount.net_amount,
    term.ends_on,
    'BS-' || sold_line.n || '-' || sold_line.position as schedule_id
from sold_line
inner join amount using (n, position)
inner join term using (n);

insert into ordway.billing_schedules by name
select
    schedule_id as id, 'C-' || customer as customer_id, 'S-' || n as subscription_id, 'P-' || position as product_id,
    'PLN' as currency, starts_on as start_date, ends_on as end_date, '{}' as raw, timestamp '2026-11-01' as synced_at
from planned;

update ordway.subscription_lines
set billing_schedule_id = planned.schedule_id
from planned
where subscription_lines.subscription_id = 'S-' || planned.n
    and subscription_lines.subscription_line_id = 'SCHG-' || planned.position;

insert into ordway.billing_schedule_lines by name
select
    schedule_id as billing_schedule_id, (month + 1)::integer as position, schedule_id || '-' || month as schedule_line_id,
    (starts_on + to_months(month::integer))::date as start_date,
    (starts_on + to_months((month + 1)::integer) - interval 1 day)::date as end_date,
    (starts_on + to_months(month::integer))::date as charge_ready_date,
    greatest(
        quantity + case when n % 100 = 11 and month < n % 24 then -1 when n % 100 in (21, 31) and month < n % 24 then 2 else 0 end, 1
    ) as quantity,
    (unit_cents + surcharge) * 0.01::decimal(3, 2) as unit_price, 0 as discount,
    greatest(
        quantity + case when n % 100 = 11 and month < n % 24 then -1 when n % 100 in (21, 31) and month < n % 24 then 2 else 0 end, 1
    ) * (unit_cents + surcharge) * 0.01::decimal(3, 2) as amount,
    month < 25 as invoiced
from planned, range(48) as period (month)
where starts_on + to_months(month::integer) <= ends_on;

-- Industries and countries, so that there is something to split by.
update firmao.customers
set industry = 'Industry ' || (id::bigint % 12), office_address_country = 'Country ' || (id::bigint % 7);
