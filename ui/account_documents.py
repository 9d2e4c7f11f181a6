"""The documents of an account: invoices with what was billed and paid on each, payments, timeline, contacts."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ui.address import go, link_here
from ui.exports import exports
from ui.figures import line
from ui.ledger import Cell, Column, Parts, Row, column, ledger, money_cell
from ui.marks import state_mark
from ui.reading import Reader
from ui.sheet import Node, draw_sheet, node
from ui.text import amount, count

INVOICES = (
    column("invoice_id", "Invoice", "code"),
    column("invoiced_on", "Invoiced", "day"),
    column("due_on", "Due", "day", minor=True),
    column("status", "Status", "state"),
    column("currency", "Cur.", "code"),
    column("net_amount", "Net", "money", minor=True),
    column("gross_amount", "Gross", "money", minor=True),
    column("paid_amount", "Paid", "money", minor=True),
    column("balance", "Balance", "money"),
)
INVOICE_LINES = (
    column("description", "Billed"),
    column("starts_on", "From", "day", minor=True),
    column("ends_on", "To", "day", minor=True),
    column("quantity", "Quantity", "number"),
    column("unit_price", "Unit price", "money", minor=True),
    column("discount_percent", "Less %", "number", minor=True),
    column("net_amount", "Net", "money"),
    column("tax_amount", "Tax", "money"),
    column("currency", "Cur.", "code"),
)
_APPLIED = (
    column("kind", "Applied", "words"),
    column("source_id", "Number", "code"),
    column("happened_on", "Day", "day"),
    column("status", "Status", "state", minor=True),
    column("amount", "Amount", "money"),
    column("currency", "Cur.", "code"),
)
PAYMENTS = (
    column("payment_id", "Payment", "code"),
    column("paid_on", "Paid", "day"),
    column("status", "Status", "state"),
    column("payment_method", "How", minor=True),
    column("reference_number", "Reference", minor=True),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
    column("applied_amount", "Applied", "money", minor=True),
    column("unapplied_amount", "Unapplied", "money", minor=True),
)
_TIMELINE = (
    column("happened_on", "Day", "day"),
    column("system", "From", "system"),
    column("kind", "What", "words", minor=True),
    column("words", "Record"),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
)
_CONTACTS = (
    column("name", "Name"),
    column("job_title", "Role", minor=True),
    column("email", "E-mail"),
    column("phone", "Telephone", "code", minor=True),
    column("system", "From", "system"),
)


def draw_invoices(read: Reader, account_id: str) -> None:
    """All invoices, the latest first; below the chosen one stand its lines and what was applied to it."""
    found = read.rows("account/invoices", account=account_id, as_of=read.today)
    if not found:
        _nothing("No invoice.")
        return
    chosen = st.query_params.get("invoice", found[0]["invoice_id"])
    parts = Parts(
        cells={"invoice_id": lambda row: link_here(row["invoice_id"], invoice=row["invoice_id"]), "status": _status},
        below=lambda row: _invoice(read, row["invoice_id"]) if row["invoice_id"] == chosen else None,
    )
    opened = draw_sheet(ledger(found, INVOICES, "Invoices, the latest first", parts), key="invoices")
    _exports("invoices", account_id, INVOICES, found)
    if opened:
        go(opened)


def _status(row: Row) -> Cell:
    """An invoice past due says so first, whatever the system calls it."""
    if not row["days_overdue"]:
        return state_mark(row["status"])
    return state_mark("overdue", f"{count(row['days_overdue'], 'day')} overdue{_partly(row)}")


def _partly(row: Row) -> str:
    return ", partly paid" if row["status"] == "partially_paid" else ""


def _invoice(read: Reader, number: str) -> Node:
    applied = read.rows("account/applications", invoice=number)
    lines = ledger(read.rows("account/invoice_lines", invoice=number), INVOICE_LINES, f"Lines of {number}")
    paid = (
        ledger(applied, _APPLIED, f"Applied to {number}")
        if applied
        else line("Nothing was applied to it.", kind="note")
    )
    return node("div", lines, paid)


def draw_payments(read: Reader, account_id: str) -> None:
    """What came in, the latest first."""
    found = read.rows("account/payments", account=account_id)
    if not found:
        _nothing("No payment.")
        return
    parts = Parts(cells={"amount": _came_in})
    draw_sheet(ledger(found, PAYMENTS, "Payments, the latest first", parts), key="payments")
    _exports("payments", account_id, PAYMENTS, found)


def _came_in(row: Row) -> Cell:
    """What was paid; where its own column has no room, what of it is unapplied stands below."""
    shown = money_cell(row, "amount")
    if not row["unapplied_amount"]:
        return shown
    unapplied = f"{amount(row['unapplied_amount'], row['currency'])} unapplied"
    return node("div", shown, node("span", unapplied, kind="sub narrow"))


def draw_timeline(read: Reader, account_id: str) -> None:
    """What happened in both systems, the latest first."""
    found = read.rows("account/timeline", account=account_id)
    if not found:
        _nothing("Nothing has happened yet.")
        return
    draw_sheet(ledger(found, _TIMELINE, "What happened, the latest first"), key="timeline")


def draw_contacts(read: Reader, account_id: str) -> None:
    """The people, as each system has them."""
    found = read.rows("account/contacts", account=account_id)
    listed = ledger(found, _CONTACTS, "Contacts") if found else line("No contact.", kind="note")
    draw_sheet(node("div", node("h3", "Contacts"), listed), key="contacts")


def _nothing(words: str) -> None:
    draw_sheet(line(words, kind="note"), key=f"nothing-{words}")


def _exports(name: str, account_id: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    exports(f"{name}-{account_id}", columns, {f"All {len(rows):,}": partial(list, rows)})
