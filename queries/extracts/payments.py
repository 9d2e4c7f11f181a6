"""What payments say of how customers pay, and of what was open when: asking them all each time takes seconds."""

from queries.extracts.extract import copy, state

_OF_INVOICES = state({"ordway": ("invoices", "payments", "credits", "refunds")})
SETTLEMENTS = copy(
    "settlements",
    "recon.settled_invoice",
    "select ordway_customer_id, settled_on, days_late, count_invoices from model.settled_invoice",
    _OF_INVOICES,
    looks_at_everything=True,
)
RECEIVABLES = copy(
    "receivables",
    "recon.receivable_movement",
    "select currency, invoiced_on, due_on, applied_on, amount from model.receivable_movement",
    _OF_INVOICES,
    looks_at_everything=True,
)
