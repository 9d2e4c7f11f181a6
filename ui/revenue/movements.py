"""What moved recurring revenue: a waterfall from the first opening to the last closing, and its table by month."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from ui.ledger import Cell, Parts, Row, column, ledger, toned
from ui.revenue.chart import Picture, categories, colours, draw_picture, drawn, layout, money_axis
from ui.revenue.choice import Choice
from ui.revenue.rows import rows_address
from ui.revenue.words import MOVEMENTS
from ui.sheet import Node, link
from ui.text import figure, short_day
from ui.wording import _

_COLUMNS = (
    column("closed_on", "Month until", "day"),
    column("opening_amount", "Opening", "money", minor=True),
    column("new_amount", "New", "money"),
    column("reactivation_amount", "Reactivation", "money", minor=True),
    column("expansion_amount", "Expansion", "money", minor=True),
    column("contraction_amount", "Contraction", "money", minor=True),
    column("churn_amount", "Churn", "money"),
    column("closing_amount", "Closing", "money"),
)


def draw_movements(rows: Sequence[Row], choice: Choice) -> str | None:
    """The waterfall of all months and the table of each; returns what was clicked just now, if anything."""
    return draw_picture(waterfall(rows, choice.currency, colours()), movements_table(rows, choice), "movements")


def waterfall(rows: Sequence[Row], currency: str, theme: Mapping[str, str]) -> Picture:
    """Bars that each begin where the one before ended, from the first month's opening to the last one's closing."""
    first, last = rows[0], rows[-1]
    sums = {name: sum((row[f"{name}_amount"] for row in rows), Decimal()) for name in MOVEMENTS}
    names = [short_day(first["opened_on"]), *(_(told) for told in MOVEMENTS.values()), short_day(last["closed_on"])]
    heights = [first["opening_amount"], *sums.values(), last["closing_amount"]]
    bases = _bases(heights)
    tones = ["level", *("more" if one >= 0 else "less" for one in sums.values()), "level"]
    bars = {
        "type": "bar",
        "x": names,
        "y": [drawn(one) for one in heights],
        "base": [drawn(one) for one in bases],
        "text": [_short(one) for one in heights],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": [theme[one] for one in tones]},
        "hovertemplate": "%{x}: %{y:,.0f}<extra></extra>",
    }
    title = _("What moved recurring revenue?")
    axis = money_axis(_("{currency} a month", currency=currency)) | {"showgrid": False}
    shape = layout(title, showlegend=False, xaxis=categories("", len(names)), yaxis=axis)
    span = {"since": first["closed_on"], "on": last["closed_on"]}
    addresses = [
        rows_address("mrr", on=first["opened_on"]),
        *(rows_address("movement", name, **span) for name in MOVEMENTS),
        rows_address("mrr", on=last["closed_on"]),
    ]
    told = ", ".join(f"{name} {_short(height)}" for name, height in zip(names, heights, strict=True))
    return Picture({"data": [bars], "layout": shape}, f"{title} {currency}: {told}.", [addresses])


def _bases(heights: Sequence[Decimal]) -> list[Decimal]:
    """Where each bar begins: the opening and the closing at zero, a movement where the one before ended."""
    bases, level = [Decimal()], heights[0]
    for height in heights[1:-1]:
        bases.append(level)
        level += height
    return [*bases, Decimal()]


def _short(value: Decimal) -> str:
    return figure(value.quantize(Decimal(1)))


def movements_table(rows: Sequence[Row], choice: Choice) -> Node:
    """A row a month, the latest first, each number with the accounts behind it."""
    cells = {f"{name}_amount": partial(_number, name, choice) for name in (*MOVEMENTS, "opening", "closing")}
    return ledger(list(reversed(rows)), _COLUMNS, _("Movements by month"), Parts(cells=cells))


def _number(name: str, choice: Choice, row: Row) -> Cell:
    value = row[f"{name}_amount"]
    told = choice.plain(value)
    if not value:
        return toned(told, value)
    day = {"opening": row["opened_on"], "closing": row["closed_on"]}.get(name)
    month = row["closed_on"]
    address = rows_address("mrr", on=day) if day else rows_address("movement", name, month, month)
    return link(told, address, address)
