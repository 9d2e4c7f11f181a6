-- Payments that failed and that nothing came after, each with the open invoices it was for: those it names, or, where it
-- names none, what its customer had open in its currency that day, the latest first, as far as its amount reaches.
-- grain: invoice_number; an invoice that two payments were for counts for the later one
-- columns: amount of the payment, balance of the invoice, both in currency
create or replace temp table failed_payment as
with failed as (
    select account_id, currency
    from payment
    where status = 'failed'
),

-- Of several on one day the one numbered last is the latest; numbers grow longer as they grow.
latest as (
    select payment.*
    from payment
    semi join failed using (account_id, currency)
    qualify row_number() over (
        partition by account_id, currency order by paid_on desc nulls last, length(payment_id) desc, payment_id desc
    ) = 1
),

unpaid as (
    select account_id, payment_id, paid_on, failure_reason, amount, currency
    from latest
    where status = 'failed'
),

owed as (
    select account_id, invoice_id, invoice_number, invoiced_on, balance, currency
    from invoice
    where is_open and balance > 0
),

named as (
    select distinct unpaid.payment_id, applied.invoice_id
    from unpaid
    inner join model.payment_application as applied using (payment_id)
),

reached as (
    select unpaid.*, owed.invoice_id, owed.invoice_number, owed.balance
    from unpaid
    anti join named using (payment_id)
    inner join owed using (account_id, currency)
    where coalesce(owed.invoiced_on <= unpaid.paid_on, true)
    qualify sum(owed.balance) over (partition by payment_id order by owed.invoice_number desc) - owed.balance < unpaid.amount
),

meant as (
    from reached
    union all by name
    select unpaid.*, owed.invoice_id, owed.invoice_number, owed.balance
    from unpaid
    inner join named using (payment_id)
    inner join owed on owed.invoice_id = named.invoice_id and owed.currency = unpaid.currency
)

-- Somebody else's payment may name an invoice too.
from meant
qualify row_number() over (partition by invoice_number order by paid_on desc nulls last, payment_id desc) = 1;
