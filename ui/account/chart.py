"""What was due to be billed beside what was billed, month by month, as a picture and as the table it is drawn from."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui.figures import line
from ui.ledger import column, ledger
from ui.reading import Row
from ui.sheet import draw_sheet
from ui.text import separators, short_month
from ui.wording import _, later, within

_COLUMNS = (
    column("month", "Month", "code"),
    column("currency", "Cur.", "code"),
    column("expected_amount", within("amount", "Due"), "money"),
    column("billed_amount", "Billed", "money"),
    column("difference", "Difference", "money"),
)
_SERIES = (("expected_amount", later("Due by the contract")), ("billed_amount", later("Billed, less credits")))


def draw_months(rows: Sequence[Row]) -> None:
    """A chart for each currency and, a click away, the figures."""
    told = [{**row, "month": short_month(row["month_start"])} for row in rows]
    if not told:
        draw_sheet(
            line(_("Nothing was due, and nothing was billed, in the last thirteen months."), kind="note"), key="months"
        )
        return
    for currency in sorted({row["currency"] for row in told}):
        held = [row for row in told if row["currency"] == currency]
        picture = figure_of(held, currency, _colours())
        st.plotly_chart(picture, key=f"months-{currency}", config={"displayModeBar": False}, alt=_alt(held, currency))
    with st.expander(_("The same as a table")):
        draw_sheet(ledger(told, _COLUMNS, _("Due and billed by month")), key="months")


def figure_of(rows: Sequence[Row], currency: str, colours: Sequence[str]) -> dict[str, Any]:
    """A Plotly figure: two bars a month from zero up, named above the first month instead of in a legend's box."""
    months = [row["month"] for row in rows]
    bars = [
        # A picture has no use for more digits than it has points; the table below is exact.
        {
            "type": "bar",
            "name": _(name),
            "x": months,
            "y": [f"{row[column]:f}" for row in rows],
            "marker": {"color": colour},
        }
        for (column, name), colour in zip(_SERIES, colours, strict=True)
    ]
    layout = {
        "title": {
            "text": _("Was what was due billed in the last 13 months?"),
            "font": {"size": 15},
            "yref": "container",
            "y": 0.98,
            "yanchor": "top",
        },
        "barmode": "group",
        "height": 350,
        "separators": separators(),
        # The names stand above the bars and grow upwards: on a phone they take two lines.
        "margin": {"l": 8, "r": 8, "t": 92, "b": 8},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "xaxis": {"type": "category", "title": {"text": _("month of service")}, "automargin": True},
        "yaxis": {
            "type": "linear",
            "rangemode": "tozero",
            "tickformat": ",.0f",
            "title": {"text": _("{currency} before tax", currency=currency)},
            "automargin": True,
        },
    }
    return {"data": bars, "layout": layout}


def _colours() -> tuple[str, str]:
    """Firmao's and Ordway's colours of the theme, as their marks have them."""
    return ("#79b8e0", "#b9a2e8") if st.context.theme.type == "dark" else ("#1f5f8b", "#7c5cc4")


def _alt(rows: Sequence[Row], currency: str) -> str:
    apart = [row["month"] for row in rows if row["difference"]]
    return (
        _("Due and billed by month in {currency}:", currency=currency)
        + " "
        + (_("they differ in {months}", months=", ".join(apart)) if apart else _("they are the same"))
    )
