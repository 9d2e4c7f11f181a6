-- Payments that failed and that nothing came after for the same, each with the open invoices it was for: those it names, or,
-- where it names none, what its customer had open in its currency that day, the latest first, as far as its amount reaches.
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

owed as (
    select account_id, invoice_id, invoice_number, invoiced_on, balance, currency
    from invoice
    where is_open and balance > 0
),

-- Just what is open on an invoice: what came later in another amount and for other invoices was no further attempt.
exact as (
    select failed.*, owed.invoice_id
    from payment as failed
    inner join owed
        on owed.account_id = failed.account_id
        and owed.currency = failed.currency
        and owed.balance = failed.amount
        and owed.invoiced_on <= failed.paid_on
    anti join latest on latest.payment_id = failed.payment_id
    anti join payment as later
        on later.account_id = failed.account_id
        and later.currency = failed.currency
        and later.payment_id <> failed.payment_id
        and later.paid_on >= failed.paid_on
        and (not later.is_settled or later.unapplied_amount > 0 or later.amount = failed.amount)
    where failed.status = 'failed'
),

unpaid as (
    select account_id, payment_id, paid_on, failure_reason, amount, currency
    from (from latest where status = 'failed' union all by name select * exclude (invoice_id) from exact)
),

named as (
    select distinct unpaid.payment_id, applied.invoice_id
    from unpaid
    inner join model.payment_application as applied using (payment_id)
    union
    select payment_id, invoice_id from exact
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
