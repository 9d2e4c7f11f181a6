"""Money collected too little, over time: what was found, fixed and accepted each month, and what is still open."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger, toned
from ui.revenue.chart import Picture, categories, colours, draw_picture, drawn, layout, money_axis
from ui.revenue.choice import Choice
from ui.revenue.rows import rows_address
from ui.revenue.words import LEAKAGE, percent, reason
from ui.sheet import Node, draw_sheet, link, node
from ui.text import short_day
from ui.wording import _, within

_COLUMNS = (
    column("closed_on", "Month until", "day"),
    column("opening_amount", "Open before", "money", minor=True),
    column("found_amount", "Found", "money"),
    column("fixed_amount", "Fixed", "money"),
    column("accepted_amount", within("leakage", "Accepted"), "money", minor=True),
    column("open_amount", "Still open", "money"),
    column("scheduled_amount", "Due to date", "money", minor=True),
    column("leakage_rate", "Leakage rate", "number"),
)
_SERIES = (("found", 1, "less"), ("fixed", -1, "more"), ("accepted", -1, "quiet"))


def draw_leakage(rows: Sequence[Row], losses: Sequence[Row], unpriced: Sequence[Row], choice: Choice) -> str | None:
    """What the amounts are, the picture and its table; returns what was clicked just now, if anything."""
    clicked = draw_sheet(node("div", *_notes(losses, unpriced, choice)), key="leakage-notes")
    return _draw_course(rows, choice) or clicked


def _notes(losses: Sequence[Row], unpriced: Sequence[Row], choice: Choice) -> list[Node]:
    """That tax is in some of it, and what is not in it, with the loss that the way to cash shows instead."""
    told = _("Each amount is what its discrepancy puts at stake, with tax where payments or tax are in doubt.")
    short = [
        line(
            _("Not in it, since two currencies cannot be compared:"),
            " ",
            _loss(row, choice) if (row := _lost(losses, one["rule"])) else f"{one['rule']} {_(one['title'])}",
            kind="note",
        )
        for one in unpriced
    ]
    return [line(told, kind="note"), *short]


def _lost(losses: Sequence[Row], rule: str) -> Row | None:
    return next((row for row in losses if row["step"] == "billed" and row["reason"] == rule), None)


def _loss(row: Row, choice: Choice) -> Cell:
    told = _("{reason}, {amount} due and not billed", reason=reason(row), amount=choice.amount(row["too_little"]))
    address = rows_address("loss", f"billed:{row['reason']}")
    return link(told, address, address)


def _draw_course(rows: Sequence[Row], choice: Choice) -> str | None:
    if not rows:
        told = _("No leakage by then, as far as is known: what is not found yet does not count.")
        return draw_sheet(line(told, kind="note"), key="no-leakage")
    return draw_picture(course(rows, choice.currency, colours()), leakage_table(rows, choice), "leakage")


def course(rows: Sequence[Row], currency: str, theme: Mapping[str, str]) -> Picture:
    """What was found upwards, what was fixed or accepted downwards, and a line of what is open."""
    days = [short_day(row["closed_on"]) for row in rows]
    bars = [
        {
            "type": "bar",
            "name": _(LEAKAGE[name]),
            "x": days,
            "y": [drawn(sign * row[f"{name}_amount"]) for row in rows],
            "marker": {"color": theme[tone]},
            "hovertemplate": f"{_(LEAKAGE[name])}, %{{x}}: %{{y:,.0f}}<extra></extra>",
        }
        for name, sign, tone in _SERIES
    ]
    still = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _(LEAKAGE["open"]),
        "x": days,
        "y": [drawn(row["open_amount"]) for row in rows],
        "line": {"width": 2, "color": theme["level"]},
        "marker": {"size": 8, "color": theme["level"]},
        "hovertemplate": f"{_(LEAKAGE['open'])}, %{{x}}: %{{y:,.0f}}<extra></extra>",
    }
    title = _("Is money that leaks found and fixed?")
    axis = money_axis(currency)
    shape = layout(title, barmode="relative", bargap=0.5, xaxis=categories(_("month until"), len(rows)), yaxis=axis)
    last = rows[-1]
    told = _(
        "{amount} {currency} open on {day}, {rate} of what was due.",
        amount=drawn(last["open_amount"]),
        currency=currency,
        day=short_day(last["closed_on"]),
        rate=percent(last["leakage_rate"]),
    )
    behind = [[_address(name, row) for row in rows] for name in ("found", "fixed", "accepted", "open")]
    return Picture({"data": [*bars, still], "layout": shape}, f"{title} {told}", behind)


def leakage_table(rows: Sequence[Row], choice: Choice) -> Node:
    """A row a month, the latest first, each number with the discrepancies behind it."""
    told: dict[str, Callable[[Row], Cell]] = {
        "scheduled_amount": lambda row: choice.plain(row["scheduled_amount"]),
        "leakage_rate": lambda row: percent(row["leakage_rate"]),
    }
    numbers = {f"{name}_amount": partial(_number, name, choice) for name in LEAKAGE}
    return ledger(list(reversed(rows)), _COLUMNS, _("Leakage by month"), Parts(cells=told | numbers))


def _number(name: str, choice: Choice, row: Row) -> Cell:
    value = row[f"{name}_amount"]
    told = choice.plain(value)
    return link(told, _address(name, row), _address(name, row)) if value else toned(told, value)


def _address(name: str, row: Row) -> str:
    return rows_address("leakage", name, on=row["closed_on"])
