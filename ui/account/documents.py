"""The invoices of an account, with what was billed and paid on each."""

from functools import partial

import streamlit as st

from ui.account.links_to import to_invoice, to_record
from ui.account.money import applied_to
from ui.exports import exports
from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.marks import state_mark
from ui.reading import Reader
from ui.sheet import Node, draw_sheet, node
from ui.text import count, figure, short_day
from ui.wording import _

INVOICES = (
    column("invoice_id", "Invoice", "code"),
    column("invoiced_on", "Invoiced", "day"),
    column("due_on", "Due", "day", minor=True),
    column("status", "Status", "state"),
    column("days_late", "Days late", "number", minor=True),
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


def draw_invoices(read: Reader, account_id: str) -> str | None:
    """All invoices, the latest first; below the chosen one stand its lines and what was applied to it.

    Returns the link followed just now, if any.
    """
    found = read.rows("account/invoices", account=account_id, as_of=read.today)
    if not found:
        return draw_sheet(line(_("No invoice."), kind="note"), key="invoices")
    chosen = st.query_params.get("invoice", found[0]["invoice_id"])
    parts = Parts(
        cells={"invoice_id": _number, "status": invoice_state, "balance": _balance},
        below=lambda row: _invoice(read, row) if row["invoice_id"] == chosen else None,
    )
    opened = draw_sheet(ledger(found, INVOICES, _("Invoices, the latest first"), parts), key="invoices")
    exports(f"invoices-{account_id}", INVOICES, {_("All {found}", found=figure(len(found))): partial(list, found)})
    return opened


def _number(row: Row) -> Cell:
    """Leads to the invoice; where the screen has no room for a column of it, its due day stands below."""
    due = node("span", _("due {day}", day=short_day(row["due_on"])), kind="sub narrow")
    return node("div", to_invoice(row["invoice_id"]), due)


def invoice_state(row: Row) -> Cell:
    """An invoice past due says so first, whatever the system calls it."""
    if not row["days_overdue"]:
        return state_mark(row["status"])
    return state_mark(
        "overdue", _("{days} overdue{partly}", days=count(row["days_overdue"], "day"), partly=_partly(row))
    )


def _partly(row: Row) -> str:
    return _(", partly paid") if row["status"] == "partially_paid" else ""


def _balance(row: Row) -> Cell:
    return money_cell(row, "balance")


def _invoice(read: Reader, row: Row) -> Node:
    number = row["invoice_id"]
    lines = ledger(
        read.rows("account/invoice_lines", invoice=number), INVOICE_LINES, _("Lines of {number}", number=number)
    )
    return node("div", lines, applied_to(read, number), _leads(row))


def _leads(row: Row) -> Node:
    """The record as it came and, where billing offers one, the document."""
    document = document_link(row["pdf_url"])
    return line(to_record("ordway", "invoices", row["invoice_id"], _("As sent")), *([document] if document else []))


def document_link(address: str | None) -> Node | None:
    """A link to the PDF that billing offers; None where its address, which is from outside, is not one of the web."""
    if not (address or "").startswith(("https://", "http://")):
        return None
    return node("a", _("PDF in Ordway"), href=address or "", target="_blank", rel="noopener noreferrer")
