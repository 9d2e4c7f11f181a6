"""What is at stake in the queue, and how many discrepancies there are: figures that lead to their rows."""

from collections.abc import Sequence

from ui.address import to_choices
from ui.discrepancy_filters import ONLY
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
    return Figure(link(label, address, address), values, context, "bad" if chosen.get("way") == "under" else "")


def _money(at_stake: Sequence[Row], name: str) -> tuple[str, ...]:
    """Amounts of different currencies one below the other, never added."""
    return tuple(amount(one[name], one["currency"]) for one in at_stake if one[name]) or (NONE,)


def found_line(counted: Sequence[Row], count_ticked: int, *, is_narrowed: bool) -> str:
    """How many discrepancies are listed and, where filters narrow them down, what they are worth."""
    found = sum(row["found"] for row in counted)
    told = count(found, "discrepancy", "discrepancies")
    if count_ticked:
        return _("{number} of {told} ticked", number=figure(count_ticked), told=told)
    if not is_narrowed:
        return _("{told}; tick some to decide about them together", told=told)
    too_little = [amount(row["under_collected"], row["currency"]) for row in counted if row["under_collected"]]
    too_much = [amount(-row["over_collected"], row["currency"]) for row in counted if row["over_collected"]]
    parts = [
        f"{', '.join(sums)} {words}"
        for sums, words in ((too_little, _("too little")), (too_much, _("too much")))
        if sums
    ]
    return f"{told}: {'; '.join(parts)}" if parts else told
