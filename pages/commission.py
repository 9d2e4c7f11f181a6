"""Commission: am I paid yet, what is at risk, and what would release the rest."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import account
from pages._commission import draw_all, draw_trace, own_rep
from pages._statement import SHOWN as STATEMENT
from pages._statement import draw_statement
from pages._what_if import SHOWN as WHAT_IF
from pages._what_if import draw_what_if
from queries.people import Right, refusal
from sync.running import running
from ui import reporting
from ui.access import decider, guarded, hand_over
from ui.address import go, is_here, link_to
from ui.commission import filters as filtering
from ui.commission.what_if import CHOICES as CHANGED
from ui.failing import show_never_pulled, show_nothing
from ui.marks import titled
from ui.reading import Reader, reader
from ui.retelling.retold import retold
from ui.returning import come_back, lead
from ui.screens import CHOICES as SCREEN
from ui.text import day, plain
from ui.wording import _

OPENED = ("contract", "invoice", "of", "show", *CHANGED)
CHOICES = (*filtering.CHOICES, reporting.CHOICE, *SCREEN, *OPENED)


def page() -> StreamlitPage:
    """How the page is reached; the menu names it for those who have commission or answer for it."""
    return st.Page(
        draw,
        title=_("Commission"),
        icon=":material/payments:",
        url_path="commission",
        visibility="visible" if _may_see() else "hidden",
    )


@guarded
def draw() -> None:
    """The lines of commission or, where the address names one, how it comes about."""
    if (left := come_back(CHOICES, OPENED)) is not None:
        lead(page(), **left)
    read = reader(running().store)
    titled(
        _("Commission"),
        _("What is paid for and released, what waits, and for what. As of {today}.", today=day(read.today)),
    )
    if not _may_see():
        show_nothing(_("This is not yours to see"), plain(retold(refusal(decider(), Right.OVERSEE))))
    elif not read.rows("health/tie_out"):
        worker = running().worker
        show_never_pulled(is_pulling=worker.progress().running, pull=worker.ask)
    else:
        _follow(_shown(read))


def _shown(read: Reader) -> str | None:
    """What the address asks for; the link that was followed just now, if any."""
    own, wanted = own_rep(read), st.query_params.get("show", "")
    if "contract" in st.query_params:
        return draw_trace(read, own)
    drawn = {STATEMENT: draw_statement, WHAT_IF: draw_what_if}.get(wanted, draw_all)
    return drawn(read, own)


def _may_see() -> bool:
    return decider().may(Right.OVERSEE) or decider().may(Right.EARN)


def _follow(opened: str | None) -> None:
    if opened and is_here(opened):
        go(opened)
    elif opened:
        lead(account.page(), **link_to(opened)[1])


if __name__ == "__main__":
    hand_over()
