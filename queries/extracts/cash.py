"""What figures from contract to cash are told from: what was due, what was billed, where the two differ, and what is in
no cash.

Each is told for all days at once, since any of them may be asked for.
"""

from queries.extracts.balances import BALANCES
from queries.extracts.extract import copy, state

_OF_RECONCILING = "select 'reconciled ' || count(*) from ledger.reconciliation"
DUE = copy(
    "due",
    "recon.due_day",
    "select currency, due_on, net_amount from model.due_day",
    state({}, _OF_RECONCILING),
)
BILLED = copy(
    "billed",
    "recon.billed_quarter",
    "select ordway_customer_id, currency, starts_on, ends_before, amount, billed from model.billed_quarter",
    state({"ordway": ("invoices",)}),
    looks_at_everything=True,
)
DRAFTS = copy(
    "drafts",
    "recon.draft_invoice",
    "select invoice_id, ordway_customer_id, currency, invoiced_on, net_amount from model.draft_invoice",
    state({"ordway": ("invoices",)}),
)
UNCOLLECTED = copy(
    "uncollected",
    "recon.uncollected",
    "select invoice_id, ordway_customer_id, currency, due_on, reason, payment_id, net_amount, balance, starts_on,"
    " ends_before from model.uncollected_span",
    "select md5(made_of) from recon.extract where name = 'balances'",
    rests_on=(BALANCES,),
    looks_at_everything=True,
)
LEAKS = copy(
    "leaks",
    "recon.leak",
    "select discrepancy_id, rule, account_id, currency, too_little, too_much, counts_from, ended_on from model.leak",
    state({"firmao": ("agreements",), "ordway": ("invoices",)}, _OF_RECONCILING),
    looks_at_everything=True,
)
