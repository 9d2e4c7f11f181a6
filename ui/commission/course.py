"""What was released month by month, as a picture and as the table it is drawn from."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from queries.currency import decimals
from ui.address import here
from ui.figures import line
from ui.ledger import Cell, Parts, Row, column, ledger, money_cell
from ui.revenue.chart import Picture, draw_picture
from ui.sheet import Node, draw_sheet, link
from ui.text import amount, figure, separators, short_month
from ui.wording import _

_COLUMNS = (
    column("month_told", "Month", "code"),
    column("released_amount", "Released", "money"),
    column("taken_back_amount", "Clawed back", "money"),
)


def draw_course(rows: Sequence[Row], *, is_together: bool) -> str | None:
    """A chart for each currency and, a click away, its figures; returns the address behind what was clicked just now.

    `is_together` where all is told in one currency, which no line is narrowed to.
    """
    if not rows:
        draw_sheet(line(_("Nothing was released in the last twelve months."), kind="note"), key="course")
        return None
    told = [{**row, "month_told": short_month(row["month"])} for row in rows]
    opened = None
    for currency in sorted({row["currency"] for row in told}):
        held = [row for row in told if row["currency"] == currency]
        found = draw_picture(
            picture_of(held, currency, is_together=is_together), _table(held, is_together), f"released-{currency}"
        )
        opened = found or opened
    return opened


def picture_of(rows: Sequence[Row], currency: str, *, is_together: bool) -> Picture:
    """The bars, and for each the address of the lines that were released in its month."""
    addresses = [_lines_of(row, "released", is_together=is_together) for row in rows]
    return Picture(figure_of(rows, currency), _alt(rows), [addresses])


def _lines_of(row: Row, state: str, *, is_together: bool) -> str:
    narrowed = {} if is_together else {"currency": row["currency"]}
    return here(state=state, month=f"{row['month']:%Y-%m}", page="", **narrowed)


def _table(rows: Sequence[Row], is_together: bool) -> Node:
    states = {"released_amount": "released", "taken_back_amount": "clawed back"}
    cells = {name: partial(_amount, name=name, state=state, is_together=is_together) for name, state in states.items()}
    return ledger(rows, _COLUMNS, _("Released by month"), Parts(cells=cells))


def _amount(row: Row, name: str, state: str, *, is_together: bool) -> Cell:
    if not row[name]:
        return money_cell(row, name)
    address = _lines_of(row, state, is_together=is_together)
    return link(figure(row[name], decimals(row["currency"])), address, address)


def figure_of(rows: Sequence[Row], currency: str) -> dict[str, Any]:
    """A Plotly figure: a bar a month from zero up."""
    bars = {
        "type": "bar",
        "x": [row["month_told"] for row in rows],
        "y": [f"{row['released_amount']:f}" for row in rows],
        "text": [figure(row["released_amount"].quantize(Decimal(1), ROUND_HALF_UP)) for row in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": "#3a7d5d"},
    }
    layout = {
        "title": {
            "text": _("How much was released each month, in {currency}?", currency=currency),
            "font": {"size": 15},
        },
        "height": 280,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "separators": separators(),
        "margin": {"l": 8, "r": 8, "t": 56, "b": 8},
        "xaxis": {"type": "category", "title": {"text": _("month of the release")}, "automargin": True},
        "yaxis": {
            "type": "linear",
            "rangemode": "tozero",
            "tickformat": ",.0f",
            "title": {"text": _("commission in {currency}", currency=currency)},
            "automargin": True,
        },
    }
    return {"data": [bars], "layout": layout}


def _alt(rows: Sequence[Row]) -> str:
    told = "; ".join(f"{row['month_told']}: {amount(row['released_amount'], row['currency'])}" for row in rows)
    return _("Commission released by month: {told}", told=told)
