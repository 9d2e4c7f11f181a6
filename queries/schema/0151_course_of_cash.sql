-- What contracts made due and what was invoiced, added up to the beginning of each quarter, so that what had come by any day
-- is told without adding up years of amounts again.

-- What contracts of an account came to, as recon.schedule has it, which reconciling keeps beside. contracted, all that was
-- agreed before starts_on; scheduled, of it what was to be invoiced by then; due, what each day of the quarter added to
-- either. ends_before, half-open, is the next quarter that anything came in. In currency, before tax.
-- grain: account_id, currency, starts_on
create table recon.due_quarter (
    account_id varchar not null,
    currency varchar not null,
    starts_on date not null,
    ends_before date not null,
    contracted decimal(38, 4) not null,
    scheduled decimal(38, 4) not null,
    due struct(due_on date, contracted decimal(38, 4), scheduled decimal(38, 4))[] not null
);

insert into recon.due_quarter
with planned as (
    select account_id, currency, agreed_on, unnest(due) as planned
    from recon.schedule
),

moved as (
    select account_id, currency, agreed_on as due_on, planned.net_amount as contracted, 0 as scheduled
    from planned
    union all
    select account_id, currency, greatest(planned.due_on, agreed_on), 0, planned.net_amount
    from planned
    where planned.due_on is not null
),

by_day as (
    select account_id, currency, due_on, sum(contracted) as contracted, sum(scheduled) as scheduled
    from moved
    group by account_id, currency, due_on
),

by_quarter as (
    select
        account_id,
        currency,
        date_trunc('quarter', due_on)::date as starts_on,
        sum(contracted) as contracted,
        sum(scheduled) as scheduled,
        list({
            'due_on': due_on,
            'contracted': contracted::decimal(38, 4),
            'scheduled': scheduled::decimal(38, 4)
        }) as due
    from by_day
    group by account_id, currency, date_trunc('quarter', due_on)
)

select
    account_id,
    currency,
    starts_on,
    coalesce(lead(starts_on) over in_order, date '9999-12-31') as ends_before,
    (sum(contracted) over in_order - contracted)::decimal(38, 4) as contracted,
    (sum(scheduled) over in_order - scheduled)::decimal(38, 4) as scheduled,
    due
from by_quarter
window in_order as (partition by account_id, currency order by starts_on)
order by starts_on, account_id;

-- What a customer had been invoiced before the beginning of a quarter, drafts left out and what was reversed from then on,
-- as model.billed_quarter tells it. It holds for the quarters that begin from starts_on to ends_before, half-open. In
-- currency, before tax.
-- grain: ordway_customer_id, currency, starts_on
create table recon.billed_quarter (
    ordway_customer_id varchar,
    currency varchar,
    starts_on date not null,
    ends_before date not null,
    amount decimal(38, 4) not null
);

-- What was due to be invoiced on a day, of what had been agreed by then, of all accounts together; before tax.
-- grain: currency, due_on
create table recon.due_day (
    currency varchar not null,
    due_on date not null,
    net_amount decimal(38, 4) not null
);

-- Where money was billed otherwise than it was due, as model.leak tells it.
-- grain: discrepancy_id
create table recon.leak (
    discrepancy_id varchar not null,
    rule varchar not null,
    account_id varchar,
    currency varchar not null,
    too_little decimal(38, 4),
    too_much decimal(38, 4),
    counts_from date,
    ended_on date
);

-- Invoices that are not sent yet, and the parts of payments that are on their way: hardly any of millions.
-- grain: invoice_id
create table recon.draft_invoice (
    invoice_id varchar not null,
    ordway_customer_id varchar,
    currency varchar,
    invoiced_on date,
    net_amount decimal(18, 4)
);

-- grain: none
create table recon.pending_part (
    invoice_id varchar,
    paid_on date,
    amount decimal(18, 4)
);
