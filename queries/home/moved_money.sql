-- What is overdue now and was some days ago, and what came in during as many days and those before, by currency. What was
-- open then is what is open still and what was applied since, so that an invoice that does not add up moves nothing.
-- grain: currency
-- kept: applied
-- rests on: records
-- params: days integer = 7, as_of date
-- columns:
--   currency varchar: of the amounts
--   overdue decimal(38,4): open on invoices past due on as_of
--   overdue_before decimal(38,4): open that many days before on invoices past due then
--   collected decimal(38,4): settled payments of the last days up to as_of, less refunds
--   collected_before decimal(38,4): settled payments of as many days before these, less refunds
with standing as (
    select
        currency,
        invoiced_on,
        due_on,
        if(is_open and due_on < $as_of, balance, 0) as overdue,
        if(is_open, balance, gross_amount) as open_before
    from model.ordway_invoice
    where is_open or (status = 'reversed' and reversed_on > $as_of - $days)
    union all
    select currency, invoiced_on, due_on, 0, amount
    from recon.applied_day
    where applied_on > $as_of - $days
),

owed as (
    select
        currency,
        overdue,
        if(invoiced_on > $as_of - $days or due_on >= $as_of - $days, 0, open_before) as overdue_before
    from standing
),

moved as (
    select currency, paid_on as moved_on, amount
    from model.ordway_payment
    where status in ('processed', 'partially_refunded', 'refunded')
    union all
    select currency, refunded_on, -amount
    from model.ordway_refund
    where coalesce(status, '') not in ('failed', 'pending')
),

entry as (
    select currency, overdue, overdue_before, 0 as collected, 0 as collected_before
    from owed
    where overdue <> 0 or overdue_before <> 0
    union all
    select
        currency, 0, 0,
        if(moved_on > $as_of - $days, amount, 0),
        if(moved_on > $as_of - $days, 0, amount)
    from moved
    where moved_on > $as_of - 2 * $days and moved_on <= $as_of
)

select
    coalesce(currency, '') as currency,
    sum(overdue)::decimal(38, 4) as overdue,
    sum(overdue_before)::decimal(38, 4) as overdue_before,
    sum(collected)::decimal(38, 4) as collected,
    sum(collected_before)::decimal(38, 4) as collected_before
from entry
group by 1
order by 1
