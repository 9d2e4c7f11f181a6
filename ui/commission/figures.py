"""The figures of commission: what is earned, at risk and still to come, each currency by itself."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ui.commission.words import STATE_NAMES
from ui.figures import Figure, figures, line
from ui.ledger import Parts, Row, column, ledger
from ui.sheet import Node, link, node
from ui.text import NONE, amount, count
from ui.wording import _, later

_SHOWN = ("earned", "at risk", "invoiced", "expected", "released")
_CONTEXTS = {
    "earned": later("paid, in the hold"),
    "at risk": later("on invoices long overdue"),
    "invoiced": later("not paid yet"),
    "expected": later("won, not invoiced yet"),
    "released": later("all so far"),
}
BY_REP = (
    column("rep", "Rep", "main"),
    column("currency", "Cur.", "code"),
    column("expected", "Expected", "money", minor=True),
    column("invoiced", "Invoiced", "money", minor=True),
    column("at_risk", "At risk", "money"),
    column("earned", "Earned", "money"),
    column("released", "Released", "money"),
    column("clawed_back", "Clawed back", "money", minor=True),
)


def key_figures(rows: Sequence[Row]) -> Node:
    """At most five, with amounts of different currencies below each other."""
    sums = _sums(rows)
    taken = ", ".join(amount(value, currency) for currency, value in sums["clawed back"].items())
    told = [_figure(state, sums[state]) for state in _SHOWN]
    return node(
        "div", figures(told), *([line(_("Clawed back so far: {taken}", taken=taken), kind="note")] if taken else [])
    )


def _figure(state: str, sums: dict[str, Decimal]) -> Figure:
    values = tuple(amount(value, currency) for currency, value in sorted(sums.items())) or (NONE,)
    return Figure(_(STATE_NAMES[state]), values, _(_CONTEXTS[state]), "bad" if state == "at risk" and sums else "")


def _sums(rows: Sequence[Row]) -> dict[str, dict[str, Decimal]]:
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in rows:
        sums[row["state"]][row["currency"]] += row["amount"]
    return sums


def by_rep(rows: Sequence[Row]) -> list[Row]:
    """One row for each rep and currency, with the states side by side."""
    names = {state: state.replace(" ", "_") for state in STATE_NAMES}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        empty: dict[str, Any] = dict.fromkeys(names.values(), Decimal(0))
        kept = found.setdefault((row["rep"], row["currency"]), empty | {"rep": row["rep"], "currency": row["currency"]})
        kept[names[row["state"]]] = row["amount"]
    return list(found.values())


def reps_table(rows: Sequence[Row], addresses: dict[str, str]) -> Node:
    """Everybody's commission, with a link to the lines of each."""
    cells = Parts(cells={"rep": lambda row: link(row["rep"], addresses[row["rep"]], addresses[row["rep"]])})
    return ledger(by_rep(rows), BY_REP, _("Commission by rep"), cells)


def found_line(counted: Sequence[Row]) -> str:
    """How many lines the filters find, and what they come to; what was clawed back is no part of it."""
    found = sum(int(row["found"]) for row in counted)
    sums = ", ".join(amount(row["amount"], row["currency"]) for row in counted if row["amount"])
    back = ", ".join(amount(row["taken_back_amount"], row["currency"]) for row in counted if row["taken_back_amount"])
    taken = _("clawed back {amounts}", amounts=back) if back else ""
    return " · ".join(one for one in (count(found, "line"), sums, taken) if one)
