"""What stands in the way of closing a month: what has to be settled first, and what may be accepted one by one."""

from collections.abc import Sequence

from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.marks import severity_mark
from ui.retelling.retold import retold, retold_or_marked
from ui.sheet import ALL, Node, link, node, pick
from ui.text import NONE, figure
from ui.wording import _, later

# More than these nobody accepts one by one; what is worth most is shown.
SHOWN = 200

_COLUMNS = (
    column("subject", "Accept", "tick"),
    column("told", "What is left", "main"),
    column("owner", "Owner", minor=True),
    column("currency", "Cur.", "code", minor=True),
    column("impact", "Impact", "money"),
)
_WORDS = {
    "month": later("The calendar"),
    "sync": later("Data"),
    "comparison": later("Reconciliation"),
    "correction": later("Correction under way"),
}


def barring(rows: Sequence[Row]) -> list[Row]:
    """What has to be settled first."""
    return [row for row in rows if not row["is_acceptable"]]


def acceptable(rows: Sequence[Row]) -> list[Row]:
    """What may be accepted by whoever signs."""
    return [row for row in rows if row["is_acceptable"]]


def count_acceptable(rows: Sequence[Row]) -> int:
    """How many may be accepted in all, those included that are not listed."""
    return int(rows[0]["count_acceptable"]) if rows else 0


def barring_list(rows: Sequence[Row]) -> Node:
    """Each with what it is about, or that there is none."""
    if not rows:
        return line(_("Nothing has to be settled first."), kind="note")
    return node("dl", *(_told(row) for row in rows), kind="told")


def acceptable_table(rows: Sequence[Row], count: int) -> Node:
    """What is open or set aside, each with a box that accepts it; the rows are the first of so many."""
    parts = Parts(
        cells={
            "subject": lambda row: pick(row["subject"], _("Accept {what}", what=retold(row["told"]))),
            "told": _what,
            "owner": _owner,
            "currency": lambda row: row["currency"] or node("span", NONE, kind="quiet"),
            "impact": lambda row: money_cell(row, "impact"),
        },
        heads={"subject": pick(ALL, _("Accept all that is listed"))},
    )
    hidden = count - SHOWN
    more = (
        [line(_("{number} more are not shown: settle or waive some first.", number=figure(hidden)), kind="note")]
        if hidden > 0
        else []
    )
    return node("div", ledger(rows[:SHOWN], _COLUMNS, _("Left to settle or accept"), parts), *more)


def _told(row: Row) -> Node:
    return node("div", node("dt", severity_mark("high"), " ", _(_WORDS[row["kind"]])), node("dd", _opened(row)))


def _opened(row: Row) -> Cell:
    if row["kind"] != "correction":
        return retold_or_marked(row["told"])
    address = f"corrections?correction={row['subject']}"
    return link(retold(row["told"]), address, address)


def _owner(row: Row) -> Cell:
    return row["owner"] or node("span", _("Nobody") if row["kind"] == "open" else NONE, kind="quiet")


def _what(row: Row) -> Cell:
    address = f"discrepancies?discrepancy={row['subject']}" if row["kind"] == "open" else "health"
    return link(retold(row["told"]), address, address)
