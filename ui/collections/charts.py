"""When the money should come: a picture and the table it is drawn from, and what pictures of collections have alike."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from ui.figures import line
from ui.ledger import column, ledger
from ui.reading import Row
from ui.sheet import draw_sheet
from ui.text import amount, picture_day, separators, short_day
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
# A picture of more weeks is no picture; the table has them all.
_WEEKS = 13


def draw_forecast(rows: Sequence[Row]) -> None:
    """Bars of what is expected each week with the range of what will be in by then, a currency a picture."""
    if not rows:
        draw_sheet(line(_("Nothing is expected to come in."), kind="note"), key="forecast")
        return
    for currency in sorted({row["currency"] for row in rows}):
        held = [row for row in rows if row["currency"] == currency][:_WEEKS]
        plot(forecast_figure(held, currency, colours()[:2]), f"forecast-{currency}", forecast_told(held, currency))
    with st.expander(_("The same as a table")):
        draw_sheet(ledger(rows, FORECAST, _("Cash expected by week")), key="forecast")


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
    across = {"type": "date", "tickformat": picture_day(), "tickmode": "array", "tickvals": weeks}
    title = _("When should the money come, in {currency}?", currency=currency)
    return {"data": data, "layout": layout(title, across | {"title": {"text": _("week of")}}, currency)}


def layout(title: str, across: dict[str, Any], up: str) -> dict[str, Any]:
    """What all pictures have alike, titled with the question that they answer."""
    return {
        "title": {"text": title, "font": {"size": 15}},
        "height": 360,
        "separators": separators(),
        "margin": {"l": 8, "r": 8, "t": 64, "b": 8},
        # Several names, in lines of their own on a narrow screen, would stand over what is drawn.
        "legend": {"orientation": "h", "x": 0, "y": -0.45, "yanchor": "top"},
        "xaxis": across | {"automargin": True},
        "yaxis": {
            "type": "linear",
            "rangemode": "tozero",
            "tickformat": ",.0f",
            "title": {"text": up},
            "automargin": True,
        },
    }


def plot(picture: dict[str, Any], key: str, alt: str) -> None:
    """Set a picture, with what it says in words for whoever does not see it."""
    st.plotly_chart(picture, key=key, config={"displayModeBar": False}, alt=alt)


def _iso(day: date) -> str:
    return day.isoformat()


def colours() -> tuple[str, str, str]:
    """Expected and sure are billing's colour and the other's, as elsewhere; the third is for what is late."""
    is_dark = st.context.theme.type == "dark"
    return ("#b9a2e8", "#79b8e0", "#ec8b76") if is_dark else ("#7c5cc4", "#1f5f8b", "#b8452f")
