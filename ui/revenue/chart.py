"""Pictures of revenue: in the theme's colours, each point a link to its rows, with the table behind it a click away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import streamlit as st

from ui.sheet import Node, draw_sheet
from ui.text import separators
from ui.wording import _

# The same colour for the same thing on every picture: what is there, what came, what went, what is doubtful, the rest.
_LIGHT = MappingProxyType(
    {
        "level": "#1f5f8b",
        "more": "#3d8b5f",
        "less": "#b8452f",
        "doubt": "#b7791f",
        "quiet": "#8a94a0",
        "second": "#7c5cc4",
    }
)
_DARK = MappingProxyType(
    {
        "level": "#79b8e0",
        "more": "#7cc79b",
        "less": "#ec8b76",
        "doubt": "#e0b25c",
        "quiet": "#8a94a0",
        "second": "#b9a2e8",
    }
)
_HEIGHT = 360
_AT_LEAST = 6


@dataclass(frozen=True)
class Picture:
    """A Plotly figure, what it says in words, and by trace and point the address of the rows behind it, '' for none."""

    figure: Mapping[str, Any]
    words: str
    addresses: Sequence[Sequence[str]]


def colours() -> Mapping[str, str]:
    """The colours of the theme that is shown."""
    return _DARK if st.context.theme.type == "dark" else _LIGHT


def draw_picture(picture: Picture, table: Node, key: str) -> str | None:
    """The picture and, a click away, its table; returns the address of a point or number that was clicked just now."""
    turn = st.session_state.setdefault(f"{key}-turn", 0)
    picked = st.plotly_chart(
        dict(picture.figure),
        key=f"{key}-{turn}",
        config={"displayModeBar": False},
        alt=picture.words,
        on_select="rerun",
        selection_mode="points",
    )
    with st.expander(_("The same as a table")):
        opened = draw_sheet(table, key=f"{key}-table")
    return _address(picture, picked, key) or opened


def _address(picture: Picture, picked: Any, key: str) -> str | None:
    """Where the picked point leads. The picture is made anew, or the point would lead there on the way back too."""
    points = picked["selection"]["points"] if picked else []
    found: list[str] = [picture.addresses[one["curve_number"]][one["point_index"]] for one in points]
    if address := next(filter(None, found), None):
        st.session_state[f"{key}-turn"] += 1
        return address
    return None


def layout(title: str, height: int = _HEIGHT, **other: Any) -> dict[str, Any]:
    """What all pictures have alike, titled with the question that they answer."""
    return {
        "title": {"text": title, "font": {"size": 15}},
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 64, "b": 8},
        "separators": separators(),
        "legend": {"orientation": "h", "x": 0, "y": 1.12},
        "dragmode": False,
        "hovermode": "closest",
        **other,
    }


def money_axis(text: str) -> dict[str, Any]:
    """An axis of amounts from zero."""
    return {
        "type": "linear",
        "rangemode": "tozero",
        "tickformat": ",.0f",
        "title": {"text": text},
        "automargin": True,
        "fixedrange": True,
    }


def categories(text: str, number: int) -> dict[str, Any]:
    """An axis of so many names, in the order they are given; few of them leave room beside, or they grew too wide."""
    place = {"range": [-0.5, max(number, _AT_LEAST) - 0.5]}
    return {"type": "category", "title": {"text": text}, "automargin": True, "fixedrange": True, **place}


def drawn(value: Decimal) -> str:
    """An amount for a picture, which has no use for more digits than it has points; the table is exact."""
    return f"{value:.2f}"
