"""How far a month is from zero: what was open at the end of each day, as a picture and as the table behind it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from ui.figures import line
from ui.ledger import column, ledger
from ui.reading import Row
from ui.sheet import draw_sheet
from ui.text import month_name, picture_day, sentence, separators, short_day
from ui.wording import _, later

_COLUMNS = (column("day", "End of", "day"), column("count_open", "Open", "number"))


_NOT_COMPARED = later("Nothing was compared until the end of the month after, so there is no course to show.")


def draw_course(rows: Sequence[Row], month: date) -> None:
    """A line from the day before the month on, or the first comparison, and, a click away, the figures."""
    if not rows:
        draw_sheet(line(_(_NOT_COMPARED), kind="note"), key="closing-never")
        return
    if rows[0]["day"] >= month:
        told = _("The line starts on {day}, when both systems were first compared.", day=short_day(rows[0]["day"]))
        draw_sheet(line(told, kind="note"), key="closing-first")
    # One day is a point, and a picture of it an empty frame.
    if len(rows) == 1:
        return
    picture = figure_of(rows, month, "#79b8e0" if st.context.theme.type == "dark" else "#1f5f8b")
    st.plotly_chart(picture, key="closing-course", config={"displayModeBar": False}, alt=told_in_words(rows, month))
    with st.expander(_("The same as a table")):
        draw_sheet(ledger(rows, _COLUMNS, _("Open at the end of each day")), key="closing-days")


def told_in_words(rows: Sequence[Row], month: date) -> str:
    """The picture for whoever does not see it: where it begins, its most, where it ends."""
    first, last = rows[0], rows[-1]
    most = max(rows, key=lambda row: int(row["count_open"]))
    return _(
        "Open discrepancies of {month} at the end of each day: {first} on {first_day}, at most {most} on {most_day}, "
        "{last} on {last_day}.",
        month=month_name(month),
        first=first["count_open"],
        first_day=short_day(first["day"]),
        most=most["count_open"],
        most_day=short_day(most["day"]),
        last=last["count_open"],
        last_day=short_day(last["day"]),
    )


def figure_of(rows: Sequence[Row], month: date, colour: str) -> dict[str, Any]:
    """A Plotly figure: steps from day to day, from zero up, with the end of the month marked."""
    ends_on = _last_day(month)
    course = {
        "type": "scatter",
        "mode": "lines",
        "line": {"shape": "hv", "width": 2, "color": colour},
        "fill": "tozeroy",
        "x": [row["day"].isoformat() for row in rows],
        "y": [int(row["count_open"]) for row in rows],
        "hovertemplate": f"%{{x|{picture_day()} %Y}}: {_('{number} open', number='%{y}')}<extra></extra>",
    }
    layout = {
        "title": {"text": sentence(_("How far is {month} from zero?", month=month_name(month))), "font": {"size": 15}},
        "height": 300,
        "margin": {"l": 8, "r": 8, "t": 48, "b": 8},
        "showlegend": False,
        "separators": separators(),
        "xaxis": {
            "type": "date",
            "tickformat": picture_day(),
            "title": {"text": _("end of day, UTC")},
            "automargin": True,
        },
        "yaxis": {
            "rangemode": "tozero",
            "tickformat": ",d",
            "title": {"text": _("open discrepancies")},
            "automargin": True,
        },
        "shapes": [_mark(ends_on)] if rows[-1]["day"] > ends_on else [],
        "annotations": [_named(ends_on)] if rows[-1]["day"] > ends_on else [],
    }
    return {"data": [course], "layout": layout}


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _mark(day: date) -> dict[str, Any]:
    place = {"x0": day.isoformat(), "x1": day.isoformat(), "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", "line": {"width": 1, "dash": "dot", "color": "#8a94a0"}, **place}


def _named(day: date) -> dict[str, Any]:
    place = {"x": day.isoformat(), "y": 1, "yref": "paper", "xanchor": "left", "yanchor": "top"}
    return {"text": " " + _("month’s end"), "showarrow": False, **place}
