"""What came in for an account and how it was applied: payments, credits and refunds, the latest first."""

from collections.abc import Callable, Sequence
from functools import partial

from ui.account.links_to import to_invoice, to_record
from ui.exports import exports
from ui.figures import line
from ui.ledger import Cell, Column, Parts, Row, column, ledger, money_cell
from ui.reading import Reader
from ui.sheet import Node, draw_sheet, node
from ui.text import amount, figure
from ui.wording import _, later

PAYMENTS = (
    column("payment_id", "Payment", "code"),
    column("paid_on", "Paid", "day"),
    column("status", "Status", "state"),
    column("payment_method", "How", minor=True),
    column("reference_number", "Reference", minor=True),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
    column("applied", "Applied to", minor=True),
    column("unapplied_amount", "Unapplied", "money", minor=True),
)
CREDITS = (
    column("credit_id", "Credit", "code"),
    column("credited_on", "Given", "day"),
    column("status", "Status", "state"),
    column("notes", "What for", minor=True),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
    column("applied", "Applied to", minor=True),
    column("unapplied_amount", "Unapplied", "money", minor=True),
)
REFUNDS = (
    column("refund_id", "Refund", "code"),
    column("refunded_on", "Day", "day"),
    column("status", "Status", "state"),
    column("source_id", "Of", "code", minor=True),
    column("notes", "Why", minor=True),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
)
_APPLIED = (
    column("kind", "Applied", "words"),
    column("source_id", "Number", "code"),
    column("happened_on", "Day", "day"),
    column("status", "Status", "state", minor=True),
    column("amount", "Amount", "money"),
    column("currency", "Cur.", "code"),
)

_NAMES = {"payments": later("Payments"), "credits": later("Credits"), "refunds": later("Refunds")}


def draw_money(read: Reader, account_id: str) -> str | None:
    """Payments, credits and refunds; returns the link followed just now, if any."""
    applied = read.rows("account/applied", account=account_id)
    opened: list[str | None] = []
    for name, columns, nothing in (
        ("payments", PAYMENTS, _("No payment.")),
        ("credits", CREDITS, ""),
        ("refunds", REFUNDS, ""),
    ):
        found = read.rows(f"account/{name}", account=account_id)
        if found or nothing:
            told = _listed(name, columns, [_with_applied(row, applied, columns[0].name) for row in found], nothing)
            opened.append(draw_sheet(told, key=name))
        if found:
            exports(
                f"{name}-{account_id}",
                columns,
                {_("All {found}", found=figure(len(found))): partial(_exported, found, applied, columns)},
            )
    return next(filter(None, opened), None)


def _with_applied(row: Row, applied: Sequence[Row], number: str) -> Row:
    kind = number.removesuffix("_id")
    return {**row, "applied": [one for one in applied if (one["kind"], one["source_id"]) == (kind, row[number])]}


def _exported(found: Sequence[Row], applied: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    rows = (_with_applied(row, applied, columns[0].name) for row in found)
    return [
        {**row, "applied": ", ".join(f"{one['invoice_id']} {one['amount']:f}" for one in row["applied"])}
        for row in rows
    ]


def _listed(name: str, columns: Sequence[Column], rows: Sequence[Row], nothing: str) -> Node:
    heading = node("h3", _(_NAMES[name]))
    if not rows:
        return node("div", heading, line(nothing, kind="note"))
    number = columns[0].name
    cells: dict[str, Callable[[Row], Cell]] = {
        number: lambda row: to_record("ordway", name, row[number]), "applied": _invoices_of, "amount": _came_in,
    }  # fmt: skip
    return node(
        "div",
        heading,
        ledger(rows, columns, _("{name}, the latest first", name=_(_NAMES[name])), Parts(cells=cells)),
    )


def _invoices_of(row: Row) -> Cell:
    parts = (
        node("span", to_invoice(one["invoice_id"]), f" {amount(one['amount'], one['currency'])}", kind="other")
        for one in row["applied"]
    )
    return node("div", *parts)


def _came_in(row: Row) -> Cell:
    """What was paid; where its own column has no room, what of it is unapplied stands below."""
    shown = money_cell(row, "amount")
    if not row.get("unapplied_amount"):
        return shown
    unapplied = _("{amount} unapplied", amount=amount(row["unapplied_amount"], row["currency"]))
    return node("div", shown, node("span", unapplied, kind="sub narrow"))


def applied_to(read: Reader, invoice_id: str) -> Node:
    """What was applied to one invoice: payments and credits."""
    applied = read.rows("account/applications", invoice=invoice_id)
    if not applied:
        return line(_("Nothing was applied to it."), kind="note")
    cells = {"source_id": lambda row: to_record("ordway", f"{row['kind']}s", row["source_id"])}
    return ledger(applied, _APPLIED, _("Applied to {invoice_id}", invoice_id=invoice_id), Parts(cells=cells))
