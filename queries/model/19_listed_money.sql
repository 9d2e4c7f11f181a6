-- What the list of accounts says of customers of Ordway.

-- Invoices, by what is open and due when: whatever day it is told for, what is overdue is part of it.
-- grain: ordway_customer_id, currency, due_on, the day that what is open is due, null for what is settled or open without one
-- columns: balance, open on posted invoices, in currency; latest_invoice_on, the day of the last posted invoice
create or replace view model.customer_invoice as
select
    ordway_customer_id,
    currency,
    if(is_open and balance <> 0, due_on, null) as due_on,
    coalesce(sum(balance) filter (is_open), 0)::decimal(38, 4) as balance,
    max(invoiced_on) filter (status <> 'draft' and status <> 'reversed') as latest_invoice_on
from model.ordway_invoice
group by all;

-- grain: ordway_customer_id
-- columns: latest_payment_on, the day of the last settled payment
create or replace view model.customer_payment as
select ordway_customer_id, max(paid_on) as latest_payment_on
from model.ordway_payment
where is_settled
group by ordway_customer_id;

-- What they owe and what they are contracted for, by currency. `invoices` and `subscriptions` name what holds
-- model.customer_invoice and ordway.subscriptions: these themselves, what is kept of them, or those of some customers.
-- grain: ordway_customer_id, currency
-- columns: amounts in currency; balance, open on posted invoices; overdue, the part of it past due on the day; mrr_amount
--   contracted a month; latest_invoice_on, the day of the last posted invoice; renewal_on, the first day after the current
--   term of an active subscription
create or replace macro model.customer_money(invoices, subscriptions, day) as table
with owed as (
    select
        ordway_customer_id,
        currency,
        sum(balance) as balance,
        sum(balance) filter (due_on < day) as overdue,
        max(latest_invoice_on) as latest_invoice_on
    from query_table(invoices)
    group by ordway_customer_id, currency
),

contracted as (
    select
        ordway_customer_id,
        currency,
        sum(discounted_cmrr) filter (status = 'active') as mrr_amount,
        (min(current_term_end_date) filter (status = 'active' and current_term_end_date >= day) + interval 1 day)::date
            as renewal_on
    from (
        select * replace (model.word(status) as status), customer_id as ordway_customer_id
        from query_table(subscriptions)
        where deleted_at is null
    )
    group by ordway_customer_id, currency
)

select
    ordway_customer_id,
    currency,
    coalesce(owed.balance, 0)::decimal(38, 4) as balance,
    coalesce(owed.overdue, 0)::decimal(38, 4) as overdue,
    coalesce(contracted.mrr_amount, 0)::decimal(38, 4) as mrr_amount,
    owed.latest_invoice_on,
    contracted.renewal_on
from owed
full join contracted using (ordway_customer_id, currency);
