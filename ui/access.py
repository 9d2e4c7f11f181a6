"""Who may draw a page, and who decides there: only the frame of app.py draws, for the time it draws.

Until `st.navigation` has run once after a start, Streamlit would run a file in `pages/` by itself for whoever asks for
its address. `app.py` switches that off; this is the second lock, should the first one ever fail.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps

import streamlit as st

from ui.failing import show_failure

_FRAME = "app.py"
# Under whose name decisions are kept while nobody signs in: in the demo, and elsewhere.
DEMO_PERSON, LOCAL_PERSON = "Demo person", "Local user"
_admitted = ContextVar("admitted", default=False)


@contextmanager
def admitted() -> Iterator[None]:
    """The frame lets the page inside the block draw."""
    token = _admitted.set(True)
    try:
        yield
    finally:
        _admitted.reset(token)


def guarded(draw: Callable[[], None]) -> Callable[[], None]:
    """The page, drawn only when the frame admitted it; otherwise it shows nothing it knows."""

    @wraps(draw)
    def drawn() -> None:
        if _admitted.get():
            draw()
        else:
            show_failure("This page is shown inside Tieout only. Open Tieout at its start address.")

    return drawn


@dataclass(frozen=True)
class Person:
    """Who works in the app: the name decisions are kept under, and whether somebody really signed in as it."""

    name: str
    is_signed_in: bool


def person() -> Person:
    """Who decides here. Until a sign-in is set up, everybody is one and the same made-up person."""
    if st.user.get("is_logged_in"):
        return Person(str(st.user.get("email") or st.user.get("name")), is_signed_in=True)
    return Person(DEMO_PERSON if os.environ.get("TIEOUT_DEMO") else LOCAL_PERSON, is_signed_in=False)


def hand_over() -> None:
    """What a page's file does when it is run by itself: it leaves the visitor to the frame."""
    st.switch_page(_FRAME)
