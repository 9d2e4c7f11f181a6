"""Data health: is what Tieout shows complete and fresh?"""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages._notices import draw_notices
from sync.pull import RESOURCES
from sync.running import running
from ui.access import guarded, hand_over
from ui.failing import show_never_pulled
from ui.health import parts
from ui.marks import titled
from ui.reading import reader
from ui.sheet import draw_sheet
from ui.wording import _


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title=_("Data health"), icon=":material/monitor_heart:", url_path="health")


@guarded
def draw() -> None:
    """Freshness, tie-out, what was set aside, mapping, pulls and notifications."""
    read = reader(running().store)
    titled(
        _("Data health"),
        _("Every record the two systems offered is merged, unchanged or set aside; nothing is dropped."),
    )
    lists = read.rows("health/tie_out")
    if not lists:
        worker = running().worker
        show_never_pulled(is_pulling=worker.progress().running, pull=worker.ask)
        return
    held = read.rows("health/quarantine")
    fresh = read.rows("health/freshness")
    draw_sheet(parts.key_figures(fresh, lists, held, len(RESOURCES)), key="figures")
    st.subheader(_("Set aside"), anchor=False)
    parts.draw_quarantine(held)
    st.subheader(_("Lists as last read whole"), anchor=False)
    draw_sheet(parts.tie_out(read.rows("health/tie_out", is_whole=True)), key="whole")
    st.subheader(_("Changes read since"), anchor=False)
    draw_sheet(parts.changes(lists), key="changes")
    st.subheader(_("Custom fields and what they hold"), anchor=False)
    fields = running().settings.policy.mapping.fields
    draw_sheet(parts.mapping(read.rows("health/mapping"), fields), key="mapping")
    st.subheader(_("Pulls"), anchor=False)
    draw_sheet(parts.pulls(read.rows("health/runs")), key="pulls")
    st.subheader(_("Notifications"), anchor=False)
    draw_notices()


if __name__ == "__main__":
    hand_over()
