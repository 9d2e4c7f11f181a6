-- What customers were invoiced, added up to the beginning of each quarter. Source: metrics, Contract to cash.
-- Extracts of the views are kept as recon.billed_quarter and recon.draft_invoice: a query that reads one says so in its header.
-- grain: ordway_customer_id, currency, starts_on; invoice_id for draft_invoice; ordway_customer_id and currency for
--   billed_to_date
-- columns: amount, all before the quarters that begin from starts_on to ends_before; before tax, in currency
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

by_quarter as (
    select
        ordway_customer_id,
        currency,
        (date_trunc('quarter', billed_on) + to_months(3))::date as starts_on,
        sum(net_amount) as amount
    from moved
    group by ordway_customer_id, currency, date_trunc('quarter', billed_on)
)

select
    ordway_customer_id,
    currency,
    starts_on,
    coalesce(lead(starts_on) over in_order, date '9999-12-31') as ends_before,
    (sum(amount) over in_order)::decimal(38, 4) as amount
from by_quarter
window in_order as (partition by ordway_customer_id, currency order by starts_on);

-- What was kept of the quarters before, and the invoices of the day's own.
create or replace macro model.billed_to_date(day) as table
select ordway_customer_id, currency, sum(amount) as amount
from (
    select ordway_customer_id, currency, amount
    from recon.billed_quarter
    where starts_on <= date_trunc('quarter', day) and ends_before > date_trunc('quarter', day)
    union all
    select ordway_customer_id, currency, net_amount
    from model.ordway_invoice
    where invoiced_on >= date_trunc('quarter', day)::date
        and invoiced_on <= day
        and status <> 'draft'
        and if(status = 'reversed', coalesce(reversed_on > invoiced_on, false), true)
    union all
    select ordway_customer_id, currency, -net_amount
    from model.ordway_invoice
    where reversed_on >= date_trunc('quarter', day)::date
        and reversed_on <= day
        and reversed_on > invoiced_on
        and status = 'reversed'
)
group by ordway_customer_id, currency;

create or replace view model.draft_invoice as
select invoice_id, ordway_customer_id, currency, invoiced_on, net_amount
from model.ordway_invoice
where status = 'draft';
