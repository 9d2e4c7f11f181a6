"""What a page shows when there is nothing to show, or when something is wrong."""

from collections.abc import Callable

import streamlit as st

from ui.text import plain


def show_failure(message: str) -> None:
    """Something is wrong: what happened, what it means, what to do."""
    st.error(plain(message), icon=":material/error:")


def show_not_started(message: str) -> None:
    """The one page there is while the app has no settings or no store."""
    st.title("Tieout could not start", anchor=False)
    show_failure(message)
    st.caption("Put it right, then start Tieout again. Nothing was changed, here or in Firmao or Ordway.")


def show_nothing(title: str, advice: str, action: str = "", act: Callable[[], None] | None = None) -> None:
    """There is nothing here yet, and what to do about it: in words and, where there is one, as a button."""
    with st.container(border=True):
        st.markdown(f"**{plain(title)}**")
        st.caption(plain(advice))
        if act:
            st.button(action, on_click=act, type="primary")
