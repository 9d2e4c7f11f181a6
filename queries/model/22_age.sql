-- What is owed by how long it is past due, a currency at a time, every bucket of a currency that has any.
-- grain: currency, bucket
-- columns: position, place of the bucket, from 1; balance in currency

create or replace macro model.aging_bucket(days_overdue) as case
    when days_overdue <= 0 then 'current'
    when days_overdue <= 30 then '1–30'
    when days_overdue <= 60 then '31–60'
    when days_overdue <= 90 then '61–90'
    else '91+'
end;

-- `owed` names what holds currency, balance and days_overdue, which is zero or less until it is past due.
create or replace macro model.ages(owed) as table
with bucket as (
    select *
    from (values ('current', 1, -1000000, 0), ('1–30', 2, 1, 30), ('31–60', 3, 31, 60), ('61–90', 4, 61, 90), ('91+', 5, 91, 1000000))
        as listed(bucket, position, first_day, last_day)
)

select
    known.currency,
    bucket.bucket,
    bucket.position,
    coalesce(sum(part.balance), 0)::decimal(38, 4) as balance,
    count(part.balance) as count_invoices
from (select distinct currency from query_table(owed)) as known
cross join bucket
left join query_table(owed) as part
    on part.currency = known.currency and part.days_overdue between bucket.first_day and bucket.last_day
group by all;
