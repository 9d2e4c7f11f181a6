-- What is overdue now and was some days ago, and what came in during as many days and those before, by currency. What was
-- open then is what is open still and what was applied since, so that an invoice that does not add up moves nothing.
-- grain: currency
-- params: days integer = 7, as_of date
-- columns:
--   currency varchar: of the amounts
--   overdue decimal(38,4): open on invoices past due on as_of
--   overdue_before decimal(38,4): open that many days before on invoices past due then
--   collected decimal(38,4): settled payments of the last days up to as_of, less refunds
--   collected_before decimal(38,4): settled payments of as many days before these, less refunds
with later as (
    select part.invoice_id, sum(part.amount) as amount
    from (
        select part.invoice_id, part.amount
        from model.payment_application as part
        inner join model.ordway_payment as payment using (payment_id)
        where payment.is_settled and payment.paid_on > $as_of - $days
        union all
        select part.invoice_id, part.amount
        from model.credit_application as part
        inner join model.ordway_credit as credit using (credit_id)
        where credit.status is distinct from 'reversed' and credit.credited_on > $as_of - $days
    ) as part
    group by part.invoice_id
),

owed as (
    select
        invoice.currency,
        if(invoice.is_open and invoice.due_on < $as_of, invoice.balance, 0) as overdue,
        case
            when invoice.status = 'draft' or invoice.invoiced_on > $as_of - $days or invoice.due_on >= $as_of - $days then 0
            when invoice.status = 'reversed' then if(invoice.reversed_on > $as_of - $days, invoice.gross_amount, 0)
            else if(invoice.is_open, invoice.balance, 0) + coalesce(later.amount, 0)
        end as overdue_before
    from model.ordway_invoice as invoice
    left join later using (invoice_id)
    -- Of millions that were paid long ago nothing moved.
    where invoice.is_open or invoice.reversed_on > $as_of - $days or later.invoice_id is not null
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
order by 2 desc, 1
