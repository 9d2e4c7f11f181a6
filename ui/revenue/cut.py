"""Which part of recurring revenue the cohorts are told of: all of it, or one product, industry or country."""

from collections.abc import Sequence

import streamlit as st

from ui.filters import select
from ui.reading import Row
from ui.revenue.words import DIMENSIONS
from ui.wording import _

CHOICE = "cut"


def cut() -> dict[str, str]:
    """What the queries of cohorts are given for the part in the address; nothing for all."""
    dimension, _dot, part = st.query_params.get(CHOICE, "").partition(":")
    return {"dimension": dimension, "part": part} if dimension in DIMENSIONS else {}


def draw_cut(parts: Sequence[Row]) -> None:
    """The parts that there are, to choose one of them."""
    offered = {
        f"{row['dimension']}:{row['part']}": f"{_(DIMENSIONS[row['dimension']])}: {row['part'] or _('not told')}"
        for row in parts
    }
    select(CHOICE, _("Cohorts of"), {"": _("Cohorts of all revenue"), **offered}, 320)
