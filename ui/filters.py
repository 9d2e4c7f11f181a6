"""Widgets that filter a list. What is chosen stands in the address, which alone says it; the widgets follow."""

from collections.abc import Mapping

import streamlit as st

from ui.screens import begin_anew


def select(name: str, label: str, choices: Mapping[str, str], width: int, default: str = "") -> None:
    """One of several values; the `default` is left out of the address."""
    told = st.query_params.get(name, default)
    # What is chosen in the address is offered even where nothing has it, so that the screen says why it is empty.
    offered = dict(choices) | ({} if told in choices else {told: told})
    key = following(name, told)
    # The browser keeps the words of what is chosen; it is told them anew where they say something else now.
    if st.session_state.get(f"{key}-words") != offered[told]:
        st.session_state[key], st.session_state[f"{key}-words"] = told, offered[told]
    st.selectbox(
        label,
        list(offered),
        format_func=lambda choice: offered.get(choice, choice),
        key=key,
        label_visibility="collapsed",
        on_change=take_over,
        args=(name, default),
        width=width,
    )


def tick(name: str, label: str) -> None:
    """Something wanted too, or not."""
    key = following(name, name in st.query_params)
    st.checkbox(label, key=key, on_change=take_over, args=(name,))


def following(name: str, told: object) -> str:
    """The key of a filter's widget, which now holds what the address says; one being typed into is left alone."""
    key = f"filter-{name}"
    if st.session_state.get(key) != told:
        st.session_state[key] = told
    return key


def take_over(name: str, default: str = "") -> None:
    """Put what a widget holds now into the address."""
    held = st.session_state[f"filter-{name}"]
    told = ("1" if held else "") if isinstance(held, bool) else held.strip()
    if told in ("", default):
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = told
    begin_anew()
