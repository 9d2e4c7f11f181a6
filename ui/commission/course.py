"""What was released month by month, as a picture and as the table it is drawn from."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import streamlit as st

from ui.figures import line
from ui.ledger import Row, column, ledger
from ui.sheet import draw_sheet
from ui.text import amount, figure, separators, short_month
from ui.wording import _

_COLUMNS = (
    column("month_told", "Month", "code"),
    column("currency", "Cur.", "code"),
    column("released_amount", "Released", "money"),
    column("taken_back_amount", "Clawed back", "money"),
)


def draw_course(rows: Sequence[Row]) -> None:
    """A chart for each currency and, a click away, the figures."""
    if not rows:
        draw_sheet(line(_("Nothing was released in the last twelve months."), kind="note"), key="course")
        return
    told = [{**row, "month_told": short_month(row["month"])} for row in rows]
    for currency in sorted({row["currency"] for row in told}):
        held = [row for row in told if row["currency"] == currency]
        st.plotly_chart(
            figure_of(held, currency), key=f"released-{currency}", config={"displayModeBar": False}, alt=_alt(held)
        )
    with st.expander(_("The same as a table")):
        draw_sheet(ledger(told, _COLUMNS, _("Released by month")), key="course")


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
