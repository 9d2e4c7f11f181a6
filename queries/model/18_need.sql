-- What an account needs somebody for on a day, and who takes care of the account. Accounts are those of the kept list.
-- grain: account_id, need and currency; account_id for account_owner
-- columns: need is overdue (posted invoices past due: the open balance), failed (payments that failed in the last 30 days
--   with none settled since: their amounts), renewal (subscriptions whose term ends within 60 days: revenue a month),
--   at_stake (open causes with money at stake: the larger of too little and too much) or paid (payments of the last 7
--   days that settled, less refunds of these days); amount in currency; count_records, how many invoices, payments and
--   refunds, subscriptions or discrepancies.
--   owner, who sold the latest won contract, else who made the record in the CRM.

create or replace macro model.account_need(day) as table
with recent as (
    select ordway_customer_id, currency, paid_on, amount, status, is_settled
    from model.ordway_payment
    where paid_on >= day - 30
),

failed as (
    from recent
    where status = 'failed' and paid_on <= day
),

settled as (
    select ordway_customer_id, max(paid_on) as paid_on
    from recent
    where is_settled and ordway_customer_id in (select ordway_customer_id from failed)
    group by ordway_customer_id
),

needed as (
    select 'overdue' as need, ordway_customer_id, currency, balance as amount
    from model.ordway_invoice
    where is_open and due_on < day and balance <> 0
    union all
    select 'failed', failed.ordway_customer_id, failed.currency, failed.amount
    from failed
    left join settled on settled.ordway_customer_id = failed.ordway_customer_id
    where coalesce(settled.paid_on < failed.paid_on, true)
    union all
    select 'renewal', customer_id, currency, discounted_cmrr
    from ordway.subscriptions
    where deleted_at is null
        and model.word(status) = 'active'
        and current_term_end_date between day - 1 and day + 59
    union all
    select 'paid', ordway_customer_id, currency, amount
    from recent
    where status in ('processed', 'partially_refunded', 'refunded') and paid_on between day - 6 and day
    union all
    select 'paid', ordway_customer_id, currency, -amount
    from model.ordway_refund
    where refunded_on between day - 6 and day and coalesce(status, '') not in ('failed', 'pending')
),

by_customer as (
    select need, ordway_customer_id, currency, sum(amount) as amount, count(*) as count_records
    from needed
    group by all
)

select
    account.account_id,
    by_customer.need,
    coalesce(by_customer.currency, '') as currency,
    coalesce(by_customer.amount, 0)::decimal(38, 4) as amount,
    by_customer.count_records
from by_customer
inner join recon.listed_account as account using (ordway_customer_id)
union all
select
    account_id,
    'at_stake',
    coalesce(currency, ''),
    sum(greatest(found.under_collected, -found.over_collected))::decimal(38, 4),
    count(*)
from model.open_causes(day) as found
where impact <> 0 and account_id is not null
group by account_id, currency;

create or replace view model.account_owner as
with won as (
    select firmao_customer_id, max_by(sales_owner, starts_on) as sales_owner
    from model.firmao_contract
    where is_won and sales_owner is not null
    group by firmao_customer_id
),

-- The CRM names who made a record, and by address who sold a contract.
maker as (
    select label, any_value(email) as email
    from firmao.users
    where deleted_at is null
    group by label
)

select 'F' || crm.id as account_id, lower(trim(coalesce(won.sales_owner, maker.email, crm.created_by))) as owner
from firmao.customers as crm
left join won on won.firmao_customer_id = crm.id
left join maker on maker.label = crm.created_by
where crm.deleted_at is null;
