"""What invoices and payments say of how customers pay, and of what was open when: asking them all takes seconds."""

from queries.extracts.extract import copy, state

_OF_INVOICES = state({"ordway": ("invoices", "payments", "credits", "refunds")})
SETTLEMENTS = copy(
    "settlements",
    "recon.settled_invoice",
    "select ordway_customer_id, settled_on, days_late, count_invoices from model.settled_invoice",
    _OF_INVOICES,
    looks_at_everything=True,
)
HABITS = copy(
    "habits",
    "recon.payment_habit",
    "select ordway_customer_id, starts_on, ends_before, low_days_late, median_days_late, high_days_late"
    " from model.payment_habit",
    "select md5(made_of) from recon.extract where name = 'settlements'",
    rests_on=(SETTLEMENTS,),
    looks_at_everything=True,
)
RECEIVABLES = copy(
    "receivables",
    "recon.receivable_movement",
    "select currency, invoiced_on, due_on, applied_on, amount from model.receivable_movement",
    _OF_INVOICES,
    looks_at_everything=True,
)
ATTEMPTS = copy(
    "attempts",
    "recon.payment_attempt",
    "select payment_id, ordway_customer_id, currency, paid_on, status, failure_reason from model.payment_attempt",
    state({"ordway": ("payments",)}),
)
SALES = copy(
    "sales",
    "recon.sale_day",
    "select currency, invoiced_on, reversed_on, gross_amount from model.sale_day",
    state({"ordway": ("invoices",)}),
)
