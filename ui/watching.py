"""Watching what goes on in the background: the page is drawn anew once something has moved."""

from collections.abc import Callable

import streamlit as st

_SECONDS = 2


def watch(look: Callable[[], str]) -> None:
    """Look every two seconds; whenever something else is seen than now, the whole page is drawn anew.

    Not for a page on which somebody is writing: what is half written would be in the way.
    """
    st.fragment(_look, run_every=_SECONDS)(look, look())


def _look(look: Callable[[], str], drawn: str) -> None:
    if look() != drawn:
        st.rerun()
