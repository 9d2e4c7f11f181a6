"""Who may draw a page: only the frame of app.py, for the time it draws it.

Until `st.navigation` has run once after a start, Streamlit would run a file in `pages/` by itself for whoever asks for
its address. `app.py` switches that off; this is the second lock, should the first one ever fail.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

import streamlit as st

from ui.failing import show_failure

_FRAME = "app.py"
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


def hand_over() -> None:
    """What a page's file does when it is run by itself: it leaves the visitor to the frame."""
    st.switch_page(_FRAME)
