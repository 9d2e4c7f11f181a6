"""What is open of invoices, and what lowered their balances when: hardly any of millions is open.

What is open now is told from the changes, so that both are of one state wherever they are read together.
"""

from queries.extracts.accounts import ACCOUNTS
from queries.extracts.extract import copy, state
from queries.extracts.owners import OWNERS

BALANCES = copy(
    "balances",
    "recon.balance_change",
    "select invoice_id, changed_on, is_applied, amount from model.balance_change",
    state({"ordway": ("invoices", "payments", "credits", "refunds")}),
    looks_at_everything=True,
)
OPEN_INVOICES = copy(
    "open_invoices",
    "recon.open_invoice",
    "select invoice_id, ordway_customer_id, account_id, owner, currency, invoiced_on, due_on, net_amount, gross_amount,"
    " balance from model.open_invoice",
    "select md5(string_agg(name || made_of, ' ' order by name)) from recon.extract"
    " where name in ('accounts', 'owners', 'balances')",
    rests_on=(BALANCES, ACCOUNTS, OWNERS),
)
