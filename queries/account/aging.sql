-- What an account owes by how long it is past due, a currency at a time, every bucket of a currency that has any.
-- grain: currency, bucket
-- params: account varchar, as_of date
-- columns:
--   currency varchar: of the balance
--   bucket varchar: current, 1–30, 31–60, 61–90 or 91+ days past due
--   position integer: place of the bucket, from 1
--   balance decimal(38,4): open on posted invoices
--   count_invoices bigint: how many of them
with bucket as (
    select *
    from (values ('current', 1, -1000000, 0), ('1–30', 2, 1, 30), ('31–60', 3, 31, 60), ('61–90', 4, 61, 90), ('91+', 5, 91, 1000000))
        as listed(bucket, position, first_day, last_day)
),

owed as (
    select currency, balance, coalesce($as_of - due_on, 0) as days_overdue
    from model.invoice
    where account_id = $account and is_open
)

select
    known.currency,
    bucket.bucket,
    bucket.position,
    coalesce(sum(owed.balance), 0)::decimal(38, 4) as balance,
    count(owed.balance) as count_invoices
from (select distinct currency from owed) as known
cross join bucket
left join owed
    on owed.currency = known.currency and owed.days_overdue between bucket.first_day and bucket.last_day
group by all
order by known.currency, bucket.position
