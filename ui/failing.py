"""What a page shows when there is nothing to show, or when something is wrong."""

from collections.abc import Callable

import streamlit as st

from ui.figures import line
from ui.marks import titled
from ui.sheet import draw_sheet, node
from ui.text import plain
from ui.wording import _

# The width of a text that is read rather than looked up.
_READABLE = 640


def show_failure(message: str) -> None:
    """Something is wrong: what happened, what it means, what to do."""
    st.error(plain(message), icon=":material/error:")


def show_not_started(message: str) -> None:
    """The one page there is while the app has no settings or no store."""
    titled(_("Tieout could not start"), _("No page can be shown until this is put right."))
    told = (
        (_("What happened"), message),
        (_("What it means"), _("Nothing was read and nothing was changed, neither here nor in Firmao or Ordway.")),
        (_("What to do"), _("Put right what is named above, then start Tieout again. Its log says more.")),
    )
    draw_sheet(node("div", *(node("section", node("h3", name), line(words)) for name, words in told)), key="told")


def show_nothing(title: str, advice: str, action: str = "", act: Callable[[], None] | None = None) -> None:
    """There is nothing here yet, and what to do about it: in words and, where there is one, as a button."""
    with st.container(border=True, width=_READABLE, gap="xsmall"):
        st.markdown(f"**{plain(title)}**")
        st.caption(plain(advice))
        if act:
            st.button(action, on_click=act, type="primary")


def show_never_pulled(*, is_pulling: bool, pull: Callable[[], None]) -> None:
    """The store is empty still: the first pull can be asked for or, while it goes on, waited for."""
    if is_pulling:
        show_nothing(
            _("The first pull is under way"), _("The sidebar shows how far it is. This page fills when it is done.")
        )
        return
    advice = _("The store is empty. The first pull reads every list of both systems; later ones read what changed.")
    show_nothing(_("Nothing was pulled yet"), advice, _("Pull from Firmao and Ordway"), pull)


def show_never_reconciled(*, is_pulling: bool, pull: Callable[[], None]) -> None:
    """Records are there, and were never compared: a sync does that too, once every list has come."""
    told = _("What was sold, billed and paid is compared after each sync that brings every list.")
    if is_pulling:
        show_nothing(_("Nothing was reconciled yet"), f"{told} {_('One is under way.')}")
    else:
        show_nothing(_("Nothing was reconciled yet"), told, _("Sync and reconcile"), pull)
