"""One box to find anything: on Home, on the page of results and in the sidebar of every page. The frame follows it."""

from typing import Literal

import streamlit as st

from ui.wording import _, later

_ASKED = "asked-for"
LABEL = later("Find anything")


def draw_search_box(place: str, told: str = "", width: int | Literal["stretch"] = "stretch") -> None:
    """The box in one of its places, holding what was searched for last where the page shows that."""
    key = f"find-{place}"
    if key not in st.session_state or told:
        st.session_state[key] = told
    st.text_input(
        _(LABEL),
        key=key,
        type="search",
        label_visibility="collapsed",
        placeholder=_("Name, tax id or any number"),
        on_change=_ask,
        args=(key,),
        width=width,
    )


def asked_for() -> str:
    """What was searched for just now, '' for nothing; told once."""
    return str(st.session_state.pop(_ASKED, ""))


def _ask(key: str) -> None:
    st.session_state[_ASKED] = st.session_state[key].strip()
    st.session_state[key] = ""
