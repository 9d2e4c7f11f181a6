"""Figures that moved: how they stand, by how much they moved and which way in words, each leading to its rows."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from ui.figures import Figure, figures
from ui.home.work import to
from ui.ledger import Row
from ui.marks import SYSTEMS
from ui.sheet import Node, link
from ui.text import NONE, amount, day, figure, since
from ui.wording import _


def moved(discrepancies: Sequence[Row], money: Sequence[Row], before: date, compared_at: datetime | None) -> Node:
    """Open discrepancies and the money at stake since the end of a day, what is overdue and what came in in a week.

    `compared_at` is when both systems were compared first: there is nothing to compare with before.
    """
    late, paid = to("accounts", need="overdue", sort="overdue"), to("accounts", need="paid", sort="needed")
    too_little, too_much = (to("discrepancies", way=way, snoozed="1") for way in ("under", "over"))
    then, unknown = _("the end of {day}", day=day(before)), _unknown(before, compared_at)
    return figures(
        [
            _count_open(discrepancies, before, unknown),
            _figure(_("Leakage"), too_little, discrepancies, ("leakage", "leakage_before"), then, unknown),
            _figure(
                _("Over-collected"), too_much, discrepancies, ("over_collected", "over_collected_before"), then, unknown
            ),
            _figure(_("Overdue"), late, money, ("overdue", "overdue_before"), _("a week ago")),
            _figure(_("Collected in 7 days"), paid, money, ("collected", "collected_before"), _("the 7 days before")),
        ]
    )


def _unknown(before: date, compared_at: datetime | None) -> str:
    """Why nothing is known of the end of that day, '' where it is."""
    if compared_at is None:
        return _("Not compared yet")
    if compared_at.date() <= before:
        return ""
    return _("First compared on {day}, nothing to compare with", day=day(compared_at.date()))


def _count_open(rows: Sequence[Row], before: date, unknown: str) -> Figure:
    opened, closed, now = (sum(row[name] for row in rows) for name in ("count_opened", "count_closed", "count_open"))
    label = leading(_("Open discrepancies"), to("discrepancies", snoozed="1"))
    if unknown:
        went = [_("{closed} went since", closed=figure(closed))] if closed else []
        return Figure(label, (figure(now),) if rows else (NONE,), "; ".join([unknown, *went]))
    told = _(
        "Against the end of {day}: {change}, {opened} came and {closed} went",
        day=day(before),
        change=_of_count(opened - closed),
        opened=figure(opened),
        closed=figure(closed),
    )
    return Figure(label, (figure(now),), told)


def fresh(rows: Sequence[Row], reconciled_at: datetime | None) -> str:
    """How fresh both systems are, and the comparison of the two, as one line of context."""
    pulled = {row["system"]: row["pulled_at"] for row in rows}
    told = [f"{name} {since(pulled.get(system))}" for system, name in SYSTEMS.items()]
    return " · ".join(
        [*told, _("reconciled {ago}", ago=since(reconciled_at)) if reconciled_at else _("reconciled not yet")]
    )


def leading(label: str, address: str) -> Node:
    """The name of a figure, which leads to its rows."""
    return link(label, address, address)


def _figure(
    label: str, address: str, rows: Sequence[Row], names: tuple[str, str], when: str, unknown: str = ""
) -> Figure:
    now, before = names
    shown = [row for row in rows if row[now] or row[before]]
    values = tuple(amount(row[now], row["currency"]) for row in shown) or (NONE,)
    if unknown:
        return Figure(leading(label, address), values, unknown)
    told = "; ".join(change_told(row[now] - row[before], row["currency"]) for row in shown)
    return Figure(
        leading(label, address), values, _("Against {when}: {told}", when=when, told=told or _("nothing either"))
    )


def change_told(difference: Decimal, currency: str) -> str:
    """By how much an amount moved and which way, in words."""
    if not difference:
        return _("{currency} the same", currency=currency)
    return f"{_arrow(difference)} {amount(abs(difference), currency)} {_('more') if difference > 0 else _('less')}"


def _of_count(difference: int) -> str:
    if not difference:
        return _("as many")
    return f"{_arrow(difference)} {figure(abs(difference))} {_('more') if difference > 0 else _('fewer')}"


def _arrow(difference: Decimal | int) -> str:
    return "↑" if difference > 0 else "↓"
