"""On a discrepancy: where it can be put right or, while a correction is under way, the way to that."""

import streamlit as st

from ui.corrections.preview import draw_fix_buttons
from ui.corrections.words import under_way_mark
from ui.reading import Reader, Row
from ui.sheet import draw_sheet
from ui.wording import _


def draw_offer(read: Reader, found: Row, missing: dict[str, str]) -> str | None:
    """A button for each side that `missing` names, with why it may not be used, '' where it may.

    Returns the link to a correction under way, if it was followed just now.
    """
    under_way = read.first("corrections/under_way", discrepancy=found["discrepancy_id"])
    if under_way is None and not missing:
        return None
    st.subheader(_("Put it right"), anchor=False)
    if under_way:
        return draw_sheet(under_way_mark(under_way), key="under-way")
    with st.container(horizontal=True, gap="small"):
        draw_fix_buttons((found["discrepancy_id"],), missing)
    return None
