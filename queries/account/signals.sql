-- What is to be known of an account before a call, each with the record it is read from.
-- How late an account pays is read from paid invoices and from those past due, which count with their days past due; while
-- one is past due nothing is told to be on time.
-- grain: signal, record_id
-- params: account varchar, as_of date
-- columns:
--   signal varchar: overdue, payment_failed, pays_late, pays_on_time, unapplied_cash, unapplied_credit, renews, ends, paused or cancelled
--   days bigint: past due, late in the middle (median), or left until the day
--   count_records bigint: invoices it is read from
--   happened_on date: the day it is about
--   amount decimal(38,4): the money it is about, null without any
--   currency varchar: of the amount
--   words varchar: what the system says of it, such as why a payment failed
--   resource varchar: list of Ordway that the record is in, null where it is many
--   record_id varchar: the record, a currency where it is many
with invoice as (
    select *
    from model.invoice
    where account_id = $account
),

settled as (
    select part.invoice_id, max(payment.paid_on) as paid_on
    from model.payment_application as part
    inner join model.payment using (payment_id)
    where payment.is_settled
    group by part.invoice_id
),

past_due as (
    select *
    from invoice
    where is_open and balance > 0 and due_on < $as_of
),

-- Without what is past due, who stops paying would look as punctual as before.
late as (
    select settled.paid_on - invoice.due_on as days, invoice.due_on, settled.paid_on as happened_on
    from invoice
    inner join settled using (invoice_id)
    where invoice.status = 'paid'
    union all by name
    select $as_of - due_on as days, due_on, $as_of as happened_on
    from past_due
),

-- Of invoices due in the last twelve months; a single one is no habit.
habit as (
    select median(days) as days, count(*) as count_records, max(happened_on) as happened_on
    from late
    where due_on > $as_of - 366
    having count(*) > 1
),

latest_payment as (
    select *
    from model.payment
    where account_id = $account
    qualify row_number() over (order by paid_on desc, payment_id desc) = 1
),

subscription as (
    select subscription.*, term_ends_on + 1 - $as_of as days_left
    from model.subscription as subscription
    where account_id = $account
),

told as (
    select
        'overdue' as signal, ($as_of - due_on)::bigint as days, 1 as count_records, due_on as happened_on, balance as amount,
        currency, null as words, 'invoices' as resource, invoice_id as record_id
    from past_due
    union all by name
    select
        'payment_failed' as signal, ($as_of - paid_on)::bigint as days, paid_on as happened_on, amount, currency,
        concat_ws(': ', payment_method, failure_reason) as words, 'payments' as resource, payment_id as record_id
    from latest_payment
    where status = 'failed'
    union all by name
    select
        if(days > 0, 'pays_late', 'pays_on_time') as signal, floor(abs(days))::bigint as days, count_records, happened_on,
        '' as record_id
    from habit
    where days > 0 or not exists (from past_due)
    union all by name
    select 'unapplied_cash' as signal, count(*) as count_records, sum(unapplied_amount) as amount, currency, currency as record_id
    from model.payment
    where account_id = $account and is_settled and unapplied_amount > 0
    group by currency
    union all by name
    select 'unapplied_credit' as signal, count(*) as count_records, sum(unapplied_amount) as amount, currency, currency as record_id
    from model.credit
    where account_id = $account and status is distinct from 'reversed' and unapplied_amount > 0
    group by currency
    union all by name
    select
        if(is_auto_renewed, 'renews', 'ends') as signal, days_left as days, term_ends_on + 1 as happened_on,
        'subscriptions' as resource, subscription_id as record_id
    from subscription
    where status = 'active' and days_left between 0 and 92
    union all by name
    select
        status as signal, cancelled_on as happened_on, 'subscriptions' as resource, subscription_id as record_id
    from subscription
    where status in ('paused', 'cancelled')
)

select
    signal,
    days::bigint as days,
    coalesce(count_records, 1)::bigint as count_records,
    happened_on::date as happened_on,
    amount::decimal(38, 4) as amount,
    currency,
    words,
    resource,
    record_id
from told
order by
    list_position(
        [
            'overdue', 'payment_failed', 'pays_late', 'pays_on_time', 'paused', 'cancelled', 'ends', 'renews', 'unapplied_cash',
            'unapplied_credit'
        ],
        signal
    ),
    days desc,
    record_id
