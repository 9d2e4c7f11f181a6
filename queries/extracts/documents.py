"""What the list of accounts says of each customer's documents: of millions, a screen of it shows fifty customers'."""

from queries.extracts.extract import copy, state

CUSTOMER_INVOICES = copy(
    "customer_invoices",
    "recon.customer_invoice",
    "select ordway_customer_id, currency, due_on, balance, latest_invoice_on from model.customer_invoice",
    state({"ordway": ("invoices",)}),
)
CUSTOMER_PAYMENTS = copy(
    "customer_payments",
    "recon.customer_payment",
    "select ordway_customer_id, latest_payment_on from model.customer_payment",
    state({"ordway": ("payments",)}),
)
