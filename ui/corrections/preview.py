"""The dialog before anything is sent: what would be sent and what it does, a reason, and one clear way on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from ui.actions import Action
from ui.failing import show_failure
from ui.marks import SYSTEMS
from ui.retelling.retold import retold
from ui.sheet import Node, draw_sheet
from ui.wording import _

_ASKED = "correcting"


@dataclass(frozen=True)
class Asked:
    """For which discrepancies a correction was asked for, or which correction is to be taken back, and in which system.

    `title` is what the button said.
    """

    ids: tuple[str, ...]
    side: str
    title: str


def draw_fix_buttons(ids: tuple[str, ...], missing: dict[str, str]) -> None:
    """A button for each side; `missing` says by side why it may not be done, '' where it may."""
    for side, reason in missing.items():
        draw_ask_button(Asked(ids, side, _("Fix in {system}", system=SYSTEMS[side])), reason)


def draw_ask_button(asked: Asked, missing: str) -> None:
    """A button that opens the dialog; `missing` says why it may not be used, '' where it may."""
    st.button(
        asked.title,
        key=f"ask-{asked.title}",
        on_click=ask,
        args=(asked,),
        disabled=bool(missing),
        help=retold(missing) or None,
    )


def asked_for(ids: Sequence[str] | None = None) -> Asked | None:
    """What was asked for and neither sent nor closed yet; where discrepancies are named, only if it is about them.

    It outlives drawings of the page, such as the one at the end of a sync.
    """
    told = st.session_state.get(_ASKED)
    return told if isinstance(told, Asked) and (ids is None or told.ids == tuple(ids)) else None


def draw_preview(asked: Asked, content: Node, actions: Sequence[Action], why: str = "") -> None:
    """Open the dialog. An action that is done closes it; one that is refused says why in it.

    The reason is asked for unless `why` was given already.
    """
    dialog: Callable[..., None] = st.dialog(asked.title, width="large", on_dismiss=_close)(_fill)
    dialog(content, actions, why)


def _fill(content: Node, actions: Sequence[Action], why: str) -> None:
    draw_sheet(content, key="correcting-plan")
    if not actions:
        return
    with st.container(key="preview-actions"), st.form("correcting-form", border=False):
        told = why or _asked_why()
        with st.container(horizontal=True):
            pressed = [one for one in actions if _button(one)]
    for one in pressed:
        if refused := one.act(told):
            show_failure(retold(refused))
        else:
            _close()
            st.rerun()


def _asked_why() -> str:
    kept = _("Kept with the correction, for whoever asks.")
    return st.text_area(_("Why it is right"), key="correcting-why", height=68, help=kept)


def _button(action: Action) -> bool:
    kind: Literal["primary", "secondary"] = "primary" if action.is_main else "secondary"
    return st.form_submit_button(
        retold(action.name), type=kind, disabled=bool(action.missing), help=retold(action.missing) or None
    )


def ask(asked: Asked) -> None:
    """Have the dialog opened when the page is drawn."""
    st.session_state[_ASKED] = asked


def _close() -> None:
    st.session_state.pop(_ASKED, None)
