"""The figures of a month: how many came and went, what is left by rule and currency, and by whom it is owned."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from urllib.parse import urlencode

from ui.discrepancies.filter_choices import ANY, NO_CURRENCY, NOBODY
from ui.figures import Figure, figures, line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.reading import Reader
from ui.sheet import Node, link, node
from ui.text import NONE, amount, count, figure, month_name, short_day
from ui.wording import _

FIGURES = (
    column("title", "Discrepancy", "main"),
    column("count_at_start", "At the start", "number", minor=True),
    column("count_found", "Found since", "number", minor=True),
    column("count_before", "Settled before", "number", minor=True),
    column("count_resolved", "Resolved", "number", minor=True),
    column("count_waived", "Waived", "number", minor=True),
    column("count_open", "Open", "number"),
    column("currency", "Cur.", "code", minor=True),
    column("leakage", "Leakage", "money"),
    column("over_collected", "Over-collected", "money"),
)
_OWNERS = (
    column("owner", "Owner", "main"),
    column("count_open", "Open", "number"),
    column("count_overdue", "Overdue", "number", minor=True),
    column("currency", "Cur.", "code"),
    column("leakage", "Leakage", "money"),
    column("over_collected", "Over-collected", "money"),
)


def compared(read: Reader) -> datetime | None:
    """When both systems were compared for the first time, UTC."""
    told: datetime | None = read.rows("discrepancies/reconciled")[0]["first_compared_at"]
    return told


def to_queue(month: date, status: str, **chosen: str) -> str:
    """The address of the discrepancies that concern a month and stand so, by the definition it is closed by."""
    told = {"month": f"{month:%Y-%m}", "status": status, "snoozed": "1", **chosen}
    return f"discrepancies?{urlencode({name: value for name, value in told.items() if value})}"


def key_figures(rows: Sequence[Row], month: date, compared_at: datetime | None, *, as_signed: bool = False) -> Node:
    """How many came, by when, and what became of them: what came and what became of it are as many.

    `compared_at` is when both systems were compared first: what was open before that nobody knows. Figures lead to
    their rows but for those `as_signed`: the queue shows how things stand now.
    """
    labels = {"resolved": _("Resolved"), "waived": _("Waived"), "open": _("Still open")}
    heads: dict[str, Node | str] = {one: _leading(told, to_queue(month, one)) for one, told in labels.items()}
    resolved, waived, still_open = (labels if as_signed else heads).values()
    before = _sum(rows, "count_before")
    return figures(
        [
            _began(rows, month, compared_at),
            Figure(
                _("Found since"),
                (figure(_sum(rows, "count_found")),),
                _("and {number} settled before it began", number=figure(before))
                if before
                else _("about the month, or open in it"),
            ),
            Figure(resolved, (figure(_sum(rows, "count_resolved")),), _("the data agree")),
            Figure(waived, (figure(_sum(rows, "count_waived")),), _("accepted with a reason")),
            Figure(still_open, _open(rows), _at_stake(rows), "bad" if _sum(rows, "count_open") else ""),
        ]
    )


def _leading(text: str, address: str) -> Node:
    return link(text, address, address)


def _began(rows: Sequence[Row], month: date, compared_at: datetime | None) -> Figure:
    is_known = bool(compared_at and compared_at.date() < month)
    if rows:
        is_known = all(row["count_at_start"] is not None for row in rows)
    if is_known:
        return Figure(
            _("Open when it began"), (figure(_sum(rows, "count_at_start")),), _("at the end of the day before")
        )
    first = _(
        "first compared on {day}, nothing is known before", day=short_day(compared_at.date() if compared_at else None)
    )
    return Figure(_("Open when it began"), (NONE,), first)


def accepting(rows: Sequence[Row], count_left: int, earlier_open: Sequence[date]) -> str:
    """What a sign-off accepts, in number and money, and which months before it, the latest first, are open still."""
    told = _("You accept nothing: the month is at zero.")
    if count_left:
        told = _("You accept {number} as they are: {money}.", number=figure(count_left), money=_at_stake(rows))
    if not earlier_open:
        return told
    months = count(len(earlier_open), "earlier month")
    return _(
        "{told} Still open: {months}, the latest is {latest}.",
        told=told,
        months=months,
        latest=month_name(earlier_open[0]),
    )


def figures_table(rows: Sequence[Row], month: date, *, as_signed: bool = False) -> Node:
    """By rule and currency, with money of different currencies side by side; counts lead to their rows."""
    counts = (
        {} if as_signed else {f"count_{one}": partial(_count, month, one) for one in ("resolved", "waived", "open")}
    )
    cells = {"title": partial(_rule, month), **counts}
    return ledger(rows, FIGURES, _("By rule and currency"), Parts(cells=cells))


def _count(month: date, status: str, row: Row) -> Cell:
    told = row[f"count_{status}"]
    address = to_queue(month, status, rule=row["rule"], currency=row["currency"] or NO_CURRENCY)
    return _leading(figure(told), address) if told else node("span", figure(told), kind="quiet")


def owners_table(rows: Sequence[Row], month: date) -> Node:
    """Who still has what, each leading to it."""
    if not rows:
        return line(_("Nobody has anything left of this month."), kind="note")
    return ledger(rows, _OWNERS, _("Still open, by owner"), Parts(cells={"owner": partial(_owner, month)}))


def _sum(rows: Sequence[Row], name: str) -> int:
    return sum(int(row[name]) for row in rows)


def _open(rows: Sequence[Row]) -> tuple[str, ...]:
    return (figure(_sum(rows, "count_open")),)


def _at_stake(rows: Sequence[Row]) -> str:
    """Too little and too much apart, each currency by itself."""
    ways = ((_("Leakage"), "leakage"), (_("Over-collected"), "over_collected"))
    sums = {word: [amount(value, currency) for currency, value in _sums(rows, name).items()] for word, name in ways}
    return "; ".join(f"{word} {', '.join(told)}" for word, told in sums.items() if told) or _("no money at stake")


def _sums(rows: Sequence[Row], name: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["currency"]] += row[name]
    return {currency: value for currency, value in sorted(sums.items()) if value}


def _rule(month: date, row: Row) -> Cell:
    named = f"{row['rule']} {_(row['title'] or '')}".strip()
    address = to_queue(month, ANY, rule=row["rule"], currency=row["currency"] or NO_CURRENCY)
    return node("div", _leading(named, address), *_narrow(row))


def _narrow(row: Row) -> list[Node]:
    """What the narrow screen has no column for."""
    told = _(
        "{resolved} resolved, {waived} waived",
        resolved=figure(row["count_resolved"]),
        waived=figure(row["count_waived"]),
    )
    return [node("span", told, kind="sub narrow")]


def _owner(month: date, row: Row) -> Cell:
    address = to_queue(month, "open", owner=row["owner"] or NOBODY, currency=row["currency"] or NO_CURRENCY)
    return link(row["owner"] or _("Nobody"), address, address, kind="" if row["owner"] else "late")
