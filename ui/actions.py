"""What a person may do about the thing on the screen: a button, or a small form where a reason is asked for."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

import streamlit as st

from ui.discrepancies.forms import end_round, round_of_decisions
from ui.retelling.retold import retold
from ui.text import plain


class Action(Protocol):
    """One thing to do. `act` is told the reason and returns why it was refused, '' where it was done.

    `asks` labels the field of the reason, '' for none; `missing` says why it may not be done here, '' where it may;
    `warns` is told beside the field.
    """

    @property
    def name(self) -> str: ...
    @property
    def act(self) -> Callable[[str], str]: ...
    @property
    def asks(self) -> str: ...
    @property
    def missing(self) -> str: ...
    @property
    def is_main(self) -> bool: ...
    @property
    def warns(self) -> str: ...


def draw_actions(actions: Sequence[Action], key: str) -> None:
    """All of them side by side; what may not be done is there, disabled, and says why."""
    with st.container(horizontal=True, gap="small"):
        for one in actions:
            _draw(one, f"{key}-{round_of_decisions()}-{one.name}")


def _draw(action: Action, key: str) -> None:
    kind: Literal["primary", "secondary"] = "primary" if action.is_main else "secondary"
    is_idle, told = bool(action.missing), retold(action.missing) or None
    if not action.asks:
        st.button(
            retold(action.name), key=key, on_click=_do, args=(action, key), type=kind, disabled=is_idle, help=told
        )
        return
    unfolded = st.popover(
        retold(action.name), key=f"{key}-open", on_change="rerun", type=kind, disabled=is_idle, help=told
    )
    with unfolded, st.form(f"{key}-form", border=False):
        if action.warns:
            st.markdown(plain(action.warns))
        st.text_area(retold(action.asks), key=f"{key}-why")
        st.form_submit_button(retold(action.name), on_click=_do, args=(action, key))


def _do(action: Action, key: str) -> None:
    end_round(action.act(st.session_state.get(f"{key}-why", "")))
