"""What a page shows when there is nothing to show, or when something is wrong."""

import streamlit as st

from ui.text import plain


def show_failure(message: str) -> None:
    """Something is wrong: what happened, what it means, what to do."""
    st.error(plain(message), icon=":material/error:")


def show_nothing(title: str, advice: str) -> None:
    """There is nothing here yet, and what to do about it."""
    with st.container(border=True):
        st.markdown(f"**{plain(title)}**")
        st.caption(plain(advice))
