"""The account of a customer over a period: what was to be paid before it, every document, what is to be paid after."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.sheet import Node, node
from ui.text import amount, day
from ui.wording import _, later

PERIODS = {
    "": later("This quarter"),
    "month": later("This month"),
    "last-month": later("Last month"),
    "last-quarter": later("Last quarter"),
    "year": later("This year"),
    "last-year": later("Last year"),
}
KINDS = {
    "opening": later("Opening balance"),
    "invoice": later("Invoice"),
    "reversal": later("Invoice reversed"),
    "payment": later("Payment"),
    "pending_payment": later("Pending payment"),
    "credit": later("Credit"),
    "refund": later("Refund"),
    "closing": later("Closing balance"),
}
_COLUMNS = (
    column("happened_on", "Day", "day"),
    column("kind", "What"),
    column("document_id", "Number", "code"),
    column("reference", "Reference", minor=True),
    column("currency", "Cur.", "code"),
    column("amount", "Amount", "money"),
    column("running_amount", "Balance", "money", minor=True),
)
_MONTHS = {"month": 1, "": 3, "year": 12}


def days_of(period: str, today: date) -> tuple[date, date]:
    """The first and the last day of a period by its name; one that is under way ends today."""
    months = _MONTHS[period.removeprefix("last-") if period != "last-quarter" else ""]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    return (_earlier(first, months), first - timedelta(days=1)) if period.startswith("last-") else (first, today)


def _earlier(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def account_of(rows: Sequence[Row], totals: Sequence[Row], span: tuple[date, date], today: date) -> Node:
    """The table with its balances; where it ends today and a currency's documents come to something else, that too."""
    title = _("Account from {first} to {last}", first=day(span[0]), last=day(span[1]))
    if not rows:
        return node("div", node("h3", title), line(_("Nothing was invoiced by then."), kind="note"))
    table = ledger(rows, _COLUMNS, title, Parts(cells={"kind": _kind}))
    notes = [_untold(*one) for one in _differences(rows, totals)] if span[1] == today else []
    return node("div", node("h3", title), table, *notes)


def _kind(row: Row) -> Cell:
    told = _(KINDS[row["kind"]])
    return told if row["document_id"] else node("strong", told)


def _differences(rows: Sequence[Row], totals: Sequence[Row]) -> list[tuple[str, Decimal, Decimal]]:
    """By currency what is to be paid and what documents come to, where these differ."""
    closing = {row["currency"]: row["amount"] for row in rows if row["kind"] == "closing"}
    owed = {row["currency"]: row["balance"] for row in totals}
    every = sorted(closing.keys() | owed.keys())
    both = [(one, owed.get(one, Decimal()), closing.get(one, Decimal())) for one in every]
    return [one for one in both if one[1] != one[2]]


def _untold(currency: str, owed: Decimal, closing: Decimal) -> Node:
    told = _(
        "Billing says that {owed} is to be paid, its documents come to {closing}: no document tells of {difference}.",
        owed=amount(owed, currency),
        closing=amount(closing, currency),
        difference=amount(owed - closing, currency),
    )
    return line(told, kind="note")
