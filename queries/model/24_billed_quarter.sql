-- What customers were invoiced, added up to the beginning of each quarter, and what its days added. Source: metrics, Contract to cash.
-- Extracts of the views are kept as recon.billed_quarter and recon.draft_invoice: a query that reads one says so in its header.
-- grain: ordway_customer_id, currency, starts_on; invoice_id for draft_invoice; ordway_customer_id and currency for
--   billed_to_date
-- columns: amount, all before starts_on, and billed, what each day of that quarter added; for the days from starts_on to
--   ends_before, half-open; before tax, in currency
create or replace view model.billed_quarter as
with moved as (
    select ordway_customer_id, currency, invoiced_on as billed_on, net_amount
    from model.ordway_invoice
    where status <> 'draft'
        and invoiced_on is not null
        and net_amount is not null
        and if(status = 'reversed', coalesce(reversed_on > invoiced_on, false), true)
    union all
    select ordway_customer_id, currency, reversed_on, -net_amount
    from model.ordway_invoice
    where status = 'reversed' and net_amount is not null and reversed_on > invoiced_on
),

by_day as (
    select ordway_customer_id, currency, billed_on, sum(net_amount) as amount
    from moved
    group by ordway_customer_id, currency, billed_on
),

-- In the order of the days, since what is kept is compared with what is told.
by_quarter as (
    select
        ordway_customer_id,
        currency,
        date_trunc('quarter', billed_on)::date as starts_on,
        sum(amount) as amount,
        list({'billed_on': billed_on, 'amount': amount::decimal(38, 4)} order by billed_on) as billed
    from by_day
    group by ordway_customer_id, currency, date_trunc('quarter', billed_on)
)

select
    ordway_customer_id,
    currency,
    starts_on,
    coalesce(lead(starts_on) over in_order, date '9999-12-31') as ends_before,
    (sum(amount) over in_order - amount)::decimal(38, 4) as amount,
    billed
from by_quarter
window in_order as (partition by ordway_customer_id, currency order by starts_on)
-- Kept in this order, what holds for a day lies together: the file is not read to its end for it.
order by starts_on;

create or replace macro model.billed_to_date(day) as table
select
    ordway_customer_id,
    currency,
    amount + coalesce(
        list_sum(list_transform(list_filter(billed, lambda one: one.billed_on <= day), lambda one: one.amount)), 0
    ) as amount
from recon.billed_quarter
where starts_on <= day and ends_before > day;

create or replace view model.draft_invoice as
select invoice_id, ordway_customer_id, currency, invoiced_on, net_amount
from model.ordway_invoice
where status = 'draft';
