"""What is open of each invoice on a day, and how late customers pay, told slowly: from all that was ever applied."""

# Each column as model.kept_receivable has it.
RECEIVABLE = """(
with applied_by as (
    select invoice_id, sum(amount) as amount
    from model.application
    where applied_on <= $day
    group by invoice_id
),

applied_since as (
    select invoice_id, sum(amount) as amount
    from model.application
    where applied_on > $day
    group by invoice_id
),

-- What had paid an invoice by the day and was taken off it by a refund after that.
taken_since as (
    select invoice_id, sum(amount) as amount
    from model.taken_off
    where paid_on <= $day and taken_off_on > $day
    group by invoice_id
),

posted as (
    from model.ordway_invoice
    where invoiced_on <= $day and status <> 'draft'
),

-- An invoice that is reversed was open until then; of others counts what is open now, and what was and is paid since.
standing as (
    select invoice.* replace (invoice.gross_amount - coalesce(applied_by.amount, 0) as balance)
    from posted as invoice
    left join applied_by using (invoice_id)
    where invoice.status = 'reversed' and invoice.reversed_on > $day
    union all
    select invoice.* replace (
        if(invoice.is_open, coalesce(invoice.balance, 0), 0)
        + coalesce(since.amount, 0)
        - coalesce(taken.amount, 0) as balance
    )
    from posted as invoice
    left join applied_since as since using (invoice_id)
    left join taken_since as taken using (invoice_id)
    where invoice.status <> 'reversed' and (invoice.balance <> 0 or since.amount is not null)
)

select
    invoice_id,
    ordway_customer_id,
    currency,
    invoiced_on,
    due_on,
    net_amount,
    gross_amount,
    balance::decimal(38, 4) as balance,
    greatest(coalesce($day - due_on, 0), 0) as days_overdue,
    model.aging_bucket(days_overdue) as bucket
from standing
where standing.balance <> 0
)"""

# Each column as model.kept_payment_behaviour has it.
PAYMENT_BEHAVIOUR = """(
with settled as (
    select *, $day as starts_on, $day + 1 as ends_before
    from recon.settled_invoice
    where settled_on <= $day and settled_on > ($day - to_months(24))::date
)

select ordway_customer_id, low_days_late, median_days_late, high_days_late
from model.late_quartiles('settled')
)"""
