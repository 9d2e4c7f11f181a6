"""What is at stake in the queue, and how many discrepancies there are: figures that lead to their rows."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from ui.address import to_choices
from ui.discrepancies.filter_choices import ONLY
from ui.figures import Figure, figures
from ui.ledger import Row
from ui.sheet import Node, link
from ui.text import NONE, amount, count, figure
from ui.wording import _, later


def key_figures(standing: Row, at_stake: Sequence[Row]) -> Node:
    """What is at stake in open discrepancies, a currency a line, and how many there are; symptoms cost nothing more."""
    snoozed = (
        _("{number} of them snoozed", number=figure(standing["count_snoozed"]))
        if standing["count_snoozed"]
        else _("none of them snoozed")
    )
    return figures(
        [
            _figure(
                _("Leakage"), _money(at_stake, "leakage"), _("billed or collected too little"), way="under", snoozed="1"
            ),
            _figure(
                _("Over-collected"),
                _money(at_stake, "over_collected"),
                _("billed or collected too much"),
                way="over",
                snoozed="1",
            ),
            _figure(_("Open"), (figure(standing["count_open"]),), snoozed, snoozed="1"),
            _figure(_("Symptoms"), (figure(standing["count_symptoms"]),), _(_EXPLAINED), symptoms=ONLY, snoozed="1"),
            _figure(_("Waived"), (figure(standing["count_waived"]),), _("accepted with a reason"), status="waived"),
        ]
    )


_EXPLAINED = later("explained by an open one, not counted twice")


def _figure(label: str, values: tuple[str, ...], context: str, **chosen: str) -> Figure:
    """A figure whose name leads to the rows it is made of."""
    address = to_choices(**chosen)
    return Figure(link(label, address, address), values, context)


def _money(at_stake: Sequence[Row], name: str) -> tuple[str, ...]:
    """Amounts of different currencies one below the other, never added."""
    return tuple(amount(one[name], one["currency"]) for one in at_stake if one[name]) or (NONE,)


def found_line(counted: Sequence[Row], ticked: Sequence[Row], *, is_narrowed: bool) -> str:
    """How many are listed and, of what is ticked or else where filters narrow them down, what the causes are worth."""
    found = sum(row["found"] for row in counted)
    told = count(found, "discrepancy", "discrepancies")
    if ticked:
        told = _("{number} of {told} ticked", number=figure(len(ticked)), told=told)
        return _worth(told, [row for row in ticked if not row["root_id"]])
    if not is_narrowed:
        return _("{told}; tick some to decide about them together", told=told)
    return _worth(told, counted)


def _worth(told: str, rows: Sequence[Row]) -> str:
    """What was told, and the money of the rows: each way apart, currencies one after the other and never added."""
    ways = (("under_collected", 1, _("Leakage")), ("over_collected", -1, _("Over-collected")))
    parts = [f"{word} {sums}" for name, sign, word in ways if (sums := _sums(rows, name, sign))]
    return f"{told}: {'; '.join(parts)}" if parts else told


def _sums(rows: Sequence[Row], name: str, sign: int) -> str:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["currency"] or ""] += sign * (row[name] or 0)
    return ", ".join(amount(value, currency) for currency, value in sums.items() if value)
