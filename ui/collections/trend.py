"""How long customers take to pay, at the ends of months: pictures in days and in per cent, and their table."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from ui.collections.charts import colours, layout, plot
from ui.ledger import Cell, Parts, column, ledger, toned
from ui.reading import Row
from ui.sheet import Node, draw_sheet
from ui.text import NONE, figure, short_day, short_month
from ui.wording import _

TREND = (
    column("day", "End of", "day"),
    column("currency", "Cur.", "code"),
    column("dso", "DSO", "number"),
    column("best_possible_dso", "Best possible", "number"),
    column("average_days_delinquent", "Days delinquent", "number", minor=True),
    column("dso_count_back", "DSO, count-back", "number", minor=True),
    column("cei", "CEI, %", "number"),
)


def draw_trend(rows: Sequence[Row]) -> None:
    """Days and, beside them, the rate at the ends of months, a currency a row of pictures."""
    for currency in sorted({row["currency"] for row in rows}):
        held = [row for row in rows if row["currency"] == currency]
        days, rate = st.columns(2)
        with days:
            plot(trend_figure(held, currency, colours()), f"trend-{currency}", trend_told(held, currency))
        with rate:
            plot(cei_figure(held, currency, colours()[1]), f"cei-{currency}", cei_told(held, currency))
    with st.expander(_("Days and CEI as a table")):
        draw_sheet(trend_table(rows), key="trend")


def trend_table(rows: Sequence[Row]) -> Node:
    """Days and rates at the ends of months, to one decimal."""
    names = [column.name for column in TREND if column.kind == "number"]
    told = [{**row, **{name: _to_a_tenth(row[name]) for name in names}} for row in rows]
    cells = {name: partial(_tenths, name) for name in names}
    return ledger(told, TREND, _("How long customers take to pay"), Parts(cells=cells))


def _tenths(name: str, row: Row) -> Cell:
    return toned(figure(row[name], 1), row[name])


def _to_a_tenth(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, 1)


def trend_figure(rows: Sequence[Row], currency: str, colours: tuple[str, str, str]) -> dict[str, Any]:
    """A Plotly figure: DSO, what of it is not due yet and what is delinquent, from zero up."""
    names = (
        ("dso", _("DSO")),
        ("best_possible_dso", _("best possible")),
        ("average_days_delinquent", _("days delinquent")),
    )
    lines = [_line(rows, one, name, colour) for (one, name), colour in zip(names, colours, strict=True)]
    title = _("How long do customers take to pay, in {currency}?", currency=currency)
    return {"data": lines, "layout": layout(title, _months(), _("days"))}


def cei_figure(rows: Sequence[Row], currency: str, colour: str) -> dict[str, Any]:
    """A Plotly figure: collection effectiveness in per cent."""
    title = _("How much of what could be collected was, in {currency}?", currency=currency)
    return {"data": [_line(rows, "cei", _("CEI"), colour)], "layout": layout(title, _months(), "%")}


def _line(rows: Sequence[Row], one: str, name: str, colour: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [_month(row["day"], rows[-1]["day"]) for row in rows],
        "y": [None if row[one] is None else f"{row[one]:f}" for row in rows],
        "line": {"width": 2, "color": colour},
    }


def _month(day: date, last: date) -> str:
    """A month by its name; the latest point is a day of its own, mostly amid a month."""
    return short_day(day) if day == last else short_month(day)


def _months() -> dict[str, Any]:
    return {"type": "category", "title": {"text": _("end of")}}


def trend_told(rows: Sequence[Row], currency: str) -> str:
    """The picture for whoever does not see it."""
    told = [row for row in rows if row["dso"] is not None]
    if not told:
        return _("Nothing was sold in {currency}, so there is no DSO.", currency=currency)
    first, last = told[0], told[-1]
    return _(
        "DSO in {currency}: {first} days at the end of {first_day}, {last} days at the end of {last_day}, of which "
        "{best} were not due yet and {late} delinquent.",
        currency=currency,
        first=_told(first["dso"]),
        first_day=short_day(first["day"]),
        last=_told(last["dso"]),
        last_day=short_day(last["day"]),
        best=_told(last["best_possible_dso"]),
        late=_told(last["average_days_delinquent"]),
    )


def cei_told(rows: Sequence[Row], currency: str) -> str:
    """The picture of CEI for whoever does not see it."""
    told = [row for row in rows if row["cei"] is not None]
    if not told:
        return _("Nothing could be collected in {currency}, so there is no CEI.", currency=currency)
    first, last = told[0], told[-1]
    return _(
        "CEI in {currency}: {first} % at the end of {first_day}, {last} % at the end of {last_day}.",
        currency=currency,
        first=_told(first["cei"]),
        first_day=short_day(first["day"]),
        last=_told(last["cei"]),
        last_day=short_day(last["day"]),
    )


def _told(value: Decimal | None) -> str:
    return NONE if value is None else figure(round(value, 1), 1)
