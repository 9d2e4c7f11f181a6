"""The language of whoever looks: chosen in the sidebar, kept for whoever signed in, at first that of the browser.

It belongs to the session and is never kept for the whole app: two tabs may speak two languages at the same time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

LANGUAGES = {"en": "English", "pl": "Polski"}
DEFAULT = "en"
# The choice of the session, which the sidebar's widget holds too.
CHOSEN = "language"
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
Asked = ParamSpec("Asked")
Made = TypeVar("Made")


def language() -> str:
    """The code of the language to speak now: `en` or `pl`."""
    return _spoken.get() or _of_session()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Inside the block that language is spoken, whatever the session's is."""
    token = _spoken.set(code)
    try:
        yield
    finally:
        _spoken.reset(token)


def in_this_language(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
    """The same, made in the language of now even where it is made later and in another thread."""
    now = language()

    @wraps(make)
    def made(*args: Asked.args, **named: Asked.kwargs) -> Made:
        with speaking(now):
            return make(*args, **named)

    return made


def of_browser() -> str:
    """The language the browser asks for, where Tieout speaks it."""
    return _known((st.context.locale or "").partition("-")[0]) or DEFAULT


def named_in_address() -> str:
    """The language that a link names as `?language=pl`, '' for none. It is taken out of the address, told once."""
    told = _known(st.query_params.get(CHOSEN, ""))
    st.query_params.pop(CHOSEN, None)
    return told


def _of_session() -> str:
    if get_script_run_ctx(suppress_warning=True) is None:
        return DEFAULT
    return _known(str(st.session_state.get(CHOSEN, ""))) or of_browser()


def _known(code: str) -> str:
    return code if code in LANGUAGES else ""
