-- What customers of Ordway owe and what they are contracted for, by currency. `invoices` and `subscriptions` name what holds
-- ordway.invoices and ordway.subscriptions: these themselves, or those of some customers.
-- grain: ordway_customer_id, currency
-- columns: amounts in currency; balance, open on posted invoices; overdue, the part of it past due on the day; mrr_amount
--   contracted a month; latest_invoice_on, the day of the last posted invoice; renewal_on, the first day after the current
--   term of an active subscription
create or replace macro model.customer_money(invoices, subscriptions, day) as table
with owed as (
    select
        ordway_customer_id,
        currency,
        sum(balance) filter (is_open) as balance,
        sum(balance) filter (is_open and due_on < day) as overdue,
        max(invoiced_on) filter (status <> 'draft' and status <> 'reversed') as latest_invoice_on
    from model.ordway_invoices(invoices)
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
