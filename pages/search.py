"""Search: any account, contract, invoice, payment, subscription, discrepancy or correction by its name or number."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages._leading import follow
from sync.running import running
from ui.access import guarded, hand_over
from ui.address import go, is_here
from ui.failing import show_never_pulled, show_nothing
from ui.marks import titled
from ui.reading import Reader, Row, reader
from ui.search_box import draw_search_box
from ui.search_results import A_FEW, AT_MOST, KINDS, results, with_standing
from ui.sheet import draw_sheet
from ui.text import plain
from ui.wording import _


def page() -> StreamlitPage:
    """How the page is reached: by the boxes of other pages and by its link."""
    return st.Page(draw, title=_("Search"), icon=":material/search:", url_path="search", visibility="hidden")


@guarded
def draw() -> None:
    """What the search in the address found, grouped by kind."""
    search = st.query_params.get("search", "").strip()
    titled(
        _("Search"),
        plain(_("Everything that “{search}” may mean, the nearest first.", search=search))
        if search
        else _("Find anything."),
    )
    draw_search_box("results", search, 480)
    read = reader(running().store)
    if not search:
        return
    told = st.query_params.get("kind", "")
    only = told if told in KINDS else ""
    found = _found(read, search, only)
    if not found:
        _explain_nothing(read, search)
        return
    opened = draw_sheet(results(found, only), key="results")
    if opened and is_here(opened):
        go(opened)
    elif opened:
        follow(opened)


def _found(read: Reader, search: str, only_kind: str) -> list[Row]:
    """With how its account stands, one more than is shown of each kind, so that one knows whether there is more."""
    limit = (AT_MOST if only_kind else A_FEW) + 1
    meant = read.rows("search/meant", search=search)[0]
    found = read.rows("search/found", only_kind=only_kind, row_limit=limit, **meant)
    accounts = " ".join(dict.fromkeys(row["account_id"] for row in found if row["account_id"]))
    return with_standing(found, read.rows("search/standing", accounts=accounts) if found else [])


def _explain_nothing(read: Reader, search: str) -> None:
    if read.rows("health/tie_out"):
        advice = _("Try part of the name, or the beginning of a number; case, accents and spaces do not count.")
        show_nothing(_("Nothing matches “{search}”", search=search), advice)
    else:
        worker = running().worker
        show_never_pulled(is_pulling=worker.progress().running, pull=worker.ask)


if __name__ == "__main__":
    hand_over()
