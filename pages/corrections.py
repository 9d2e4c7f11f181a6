"""Corrections: what is to be changed in Firmao and Ordway, who has to approve it, and what became of it."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import account, discrepancies
from pages._list_of_corrections import draw_list
from pages._one_correction import draw_one_correction
from sync.running import running
from ui.access import guarded, hand_over
from ui.address import go, is_here
from ui.failing import show_nothing
from ui.marks import titled
from ui.reading import reader
from ui.wording import _


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title=_("Corrections"), icon=":material/published_with_changes:", url_path="corrections")


@guarded
def draw() -> None:
    """The list or, where the address names a correction, everything about that one."""
    read = reader(running().store)
    chosen = st.query_params.get("correction", "")
    if not chosen:
        _follow(draw_list(read))
    elif found := read.first("corrections/detail", correction=chosen):
        _follow(draw_one_correction(read, found))
    else:
        titled(_("Correction"), _("A correction is opened from the list, or by its link."))
        show_nothing(
            _("There is no correction “{chosen}”", chosen=chosen),
            _("The link is incomplete."),
            _("Show all corrections"),
            _to_list,
        )


def _follow(opened: str | None) -> None:
    if opened and is_here(opened):
        go(opened)
    elif opened:
        name, _, value = opened.partition("=")
        to = account if name == "account" else discrepancies
        st.switch_page(to.page(), query_params={name: value})


def _to_list() -> None:
    st.query_params.pop("correction", None)


if __name__ == "__main__":
    hand_over()
