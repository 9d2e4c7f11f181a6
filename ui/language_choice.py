"""The choice of the language: from a link, from what was kept, or from the browser; changed in the sidebar."""

import streamlit as st

from queries.ledger.own_language import keep_language
from queries.run import records
from queries.store import Store
from ui.access import decider, person
from ui.language import CHOSEN, LANGUAGES, named_in_address, of_browser
from ui.wording import _


def take_over_language(store: Store | None) -> None:
    """Settle which language the session speaks, before anything is drawn. A link that names one goes first."""
    named = named_in_address()
    if named or CHOSEN not in st.session_state:
        st.session_state[CHOSEN] = named or (_kept(store) if store else "") or of_browser()


def draw_language_choice(store: Store) -> None:
    """The languages by their own names."""
    st.selectbox(
        _("Language"),
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code],
        key=CHOSEN,
        # Without it another page would begin with the browser's again.
        persist_state="session",
        on_change=_keep,
        args=(store,),
    )


def _kept(store: Store) -> str:
    if not person().is_signed_in:
        return ""
    found = records(store, "home/language", who=decider().name)
    return str(found[0]["language"]) if found else ""


def _keep(store: Store) -> None:
    """Kept for whoever signed in; a name that several share keeps none."""
    if person().is_signed_in:
        keep_language(store, decider(), st.session_state[CHOSEN])
