"""When the money should come, and how long customers take to pay: pictures, and the tables they are drawn from."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from ui.figures import line
from ui.ledger import Cell, Parts, column, ledger, toned
from ui.reading import Row
from ui.sheet import Node, draw_sheet
from ui.text import amount, figure, picture_day, separators, short_day
from ui.wording import _

FORECAST = (
    column("week_starts_on", "Week of", "day"),
    column("currency", "Cur.", "code"),
    column("expected_amount", "Expected", "money"),
    column("expected_until", "Until then", "money"),
    column("low_until", "If late", "money", minor=True),
    column("high_until", "If early", "money", minor=True),
    column("count_invoices", "Invoices", "number", minor=True),
)
TREND = (
    column("day", "End of", "day"),
    column("currency", "Cur.", "code"),
    column("dso", "DSO", "number"),
    column("best_possible_dso", "Best possible", "number"),
    column("average_days_delinquent", "Days delinquent", "number", minor=True),
    column("dso_count_back", "DSO, count-back", "number", minor=True),
    column("cei", "CEI, %", "number"),
)
# A picture of more weeks is no picture; the table has them all.
_WEEKS = 13


def draw_forecast(rows: Sequence[Row]) -> None:
    """Bars of what is expected each week with the range of what will be in by then, a currency a picture."""
    if not rows:
        draw_sheet(line(_("Nothing is open, so nothing is expected."), kind="note"), key="forecast")
        return
    for currency in sorted({row["currency"] for row in rows}):
        held = [row for row in rows if row["currency"] == currency][:_WEEKS]
        _plot(forecast_figure(held, currency, _colours()), f"forecast-{currency}", forecast_told(held, currency))
    with st.expander(_("The same as a table")):
        draw_sheet(ledger(rows, FORECAST, _("Cash expected by week")), key="forecast")


def draw_trend(rows: Sequence[Row]) -> None:
    """Lines of DSO and the best possible one at the ends of months, a currency a picture."""
    for currency in sorted({row["currency"] for row in rows}):
        held = [row for row in rows if row["currency"] == currency]
        _plot(trend_figure(held, currency, _colours()), f"trend-{currency}", trend_told(held, currency))
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


def forecast_told(rows: Sequence[Row], currency: str) -> str:
    """The picture for whoever does not see it."""
    first, last = rows[0], rows[-1]
    return _(
        "Cash expected in {currency}: {first} in the week of {first_week}, {until} by the week of {last_week}; "
        "{low} if everybody pays late, {high} if early.",
        currency=currency,
        first=amount(first["expected_amount"], currency),
        first_week=short_day(first["week_starts_on"]),
        until=amount(last["expected_until"], currency),
        last_week=short_day(last["week_starts_on"]),
        low=amount(last["low_until"], currency),
        high=amount(last["high_until"], currency),
    )


def trend_told(rows: Sequence[Row], currency: str) -> str:
    """The picture for whoever does not see it."""
    told = [row for row in rows if row["dso"] is not None]
    if not told:
        return _("Nothing was sold in {currency}, so there is no DSO.", currency=currency)
    first, last = told[0], told[-1]
    return _(
        "DSO in {currency}: {first} days at the end of {first_day}, {last} days at the end of {last_day}, of which "
        "{best} were not due yet.",
        currency=currency,
        first=figure(first["dso"]),
        first_day=short_day(first["day"]),
        last=figure(last["dso"]),
        last_day=short_day(last["day"]),
        best=figure(last["best_possible_dso"]),
    )


def forecast_figure(rows: Sequence[Row], currency: str, colours: tuple[str, str]) -> dict[str, Any]:
    """A Plotly figure: what is expected each week as bars; what is in by then, with its range, as a line."""
    weeks = [_iso(row["week_starts_on"]) for row in rows]
    # A picture has no use for more digits than it has points; the table below is exact.
    high, low, until, expected = (
        [f"{row[name]:f}" for row in rows] for name in ("high_until", "low_until", "expected_until", "expected_amount")
    )
    edge = {"type": "scatter", "mode": "lines", "line": {"width": 0, "color": colours[1]}, "x": weeks}
    data = [
        {**edge, "y": high, "showlegend": False, "hoverinfo": "skip"},
        {**edge, "y": low, "fill": "tonexty", "name": _("from late to early"), "opacity": 0.3},
        {"type": "bar", "name": _("expected in the week"), "x": weeks, "y": expected, "marker": {"color": colours[0]}},
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": _("in by then"),
            "x": weeks,
            "y": until,
            "line": {"width": 2, "color": colours[1]},
        },
    ]
    layout = _layout(_("When should the money come, in {currency}?", currency=currency), _("week of"), currency)
    return {"data": data, "layout": layout | {"xaxis": layout["xaxis"] | {"tickmode": "array", "tickvals": weeks}}}


def trend_figure(rows: Sequence[Row], currency: str, colours: tuple[str, str]) -> dict[str, Any]:
    """A Plotly figure: two lines over the ends of months, from zero up."""
    days = [_iso(row["day"]) for row in rows]
    names = (("dso", _("DSO")), ("best_possible_dso", _("best possible")))
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": name,
            "x": days,
            "y": [None if row[one] is None else f"{row[one]:f}" for row in rows],
            "line": {"width": 2, "color": colour},
        }
        for (one, name), colour in zip(names, colours, strict=True)
    ]
    title = _("How long do customers take to pay, in {currency}?", currency=currency)
    return {"data": data, "layout": _layout(title, _("end of"), _("days"))}


def _layout(title: str, across: str, up: str) -> dict[str, Any]:
    return {
        "title": {"text": title, "font": {"size": 15}},
        "height": 320,
        "separators": separators(),
        "margin": {"l": 8, "r": 8, "t": 64, "b": 8},
        "legend": {"orientation": "h", "x": 0, "y": 1.14},
        "xaxis": {"type": "date", "tickformat": picture_day(), "title": {"text": across}, "automargin": True},
        "yaxis": {
            "type": "linear",
            "rangemode": "tozero",
            "tickformat": ",.0f",
            "title": {"text": up},
            "automargin": True,
        },
    }


def _plot(picture: dict[str, Any], key: str, alt: str) -> None:
    st.plotly_chart(picture, key=key, config={"displayModeBar": False}, alt=alt)


def _iso(day: date) -> str:
    return day.isoformat()


def _colours() -> tuple[str, str]:
    """Expected and sure are billing's colour and the other's, as elsewhere."""
    return ("#b9a2e8", "#79b8e0") if st.context.theme.type == "dark" else ("#7c5cc4", "#1f5f8b")
