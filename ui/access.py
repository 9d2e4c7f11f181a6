"""Who may draw a page, and who decides there: only the frame of app.py draws, for the time it draws.

Until `st.navigation` has run once after a start, Streamlit would run a file in `pages/` by itself for whoever asks for
its address. `app.py` switches that off; this is the second lock, should the first one ever fail.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType

import streamlit as st

from queries import people
from ui.failing import show_failure
from ui.wording import _

_FRAME = "app.py"
_WORK_AS = "work-as"
# Whom one works as in the demo, the first one unless another is chosen, and who works elsewhere while nobody signs in.
DEMO_PEOPLE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "Demo finance": frozenset({"finance"}),
        "Demo approver": frozenset({"approver"}),
        "Demo success": frozenset({"customer success"}),
        "Demo sales": frozenset({"sales"}),
        "Demo leader": frozenset({"leader"}),
        "Demo admin": frozenset({"admin"}),
    }
)
DEMO_PERSON, LOCAL_PERSON = "Demo finance", "Local user"
# Whose commission the demo's sales person has: one of the made-up company.
_DEMO_REPS: Mapping[str, str] = MappingProxyType({"Demo sales": "m.zieba@sprzedawca.example"})
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
            show_failure(_("This page is shown inside Tieout only. Open Tieout at its start address."))

    return drawn


@dataclass(frozen=True)
class Person:
    """Who works in the app: the name decisions are kept under, the roles, and whether somebody signed in as it."""

    name: str
    roles: frozenset[str]
    is_signed_in: bool


class _Directory:
    """Roles by e-mail address, as the policy gives them. The frame fills it before it draws anything."""

    people: Mapping[str, frozenset[str]] = MappingProxyType({})


def know_people(people: Mapping[str, frozenset[str]]) -> None:
    """Take over who has which roles by the policy, e-mail addresses in lower case."""
    _Directory.people = people


def person() -> Person:
    """Who decides here: whoever signed in, in the demo whom one works as, else one and the same local user.

    Where nobody signs in and the policy names nobody, whoever reaches the app may do everything in it.
    """
    if st.user.get("is_logged_in"):
        return _signed_in()
    if is_demo():
        name = st.session_state.get(_WORK_AS, DEMO_PERSON)
        return Person(name, DEMO_PEOPLE[name], is_signed_in=False)
    return Person(LOCAL_PERSON, frozenset() if _Directory.people else frozenset({"admin"}), is_signed_in=False)


def decider() -> people.Person:
    """Whoever works here, with the roles that give rights, as what is done on their behalf asks for."""
    return people.acting(person().name, person().roles)


def own_address() -> str:
    """The e-mail address of whoever works here, '' where that is not sure: what is only theirs is shown by it."""
    if is_demo():
        return _DEMO_REPS.get(person().name, "")
    is_sure = st.user.get("is_logged_in") and st.user.get("email_verified") is not False
    return str(st.user.get("email") or "") if is_sure else ""


def colleagues() -> list[str]:
    """The people who work here, by name: those the policy names, in the demo those of the demo."""
    return sorted({*_Directory.people, *(DEMO_PEOPLE if is_demo() else ())})


def _signed_in() -> Person:
    email = str(st.user.get("email") or "")
    # An address that nobody verified is what anyone may claim, so it gives no roles.
    known = frozenset[str]() if st.user.get("email_verified") is False else _Directory.people.get(email.lower())
    roles = _claimed("roles") | _claimed("groups") | (known or frozenset())
    return Person(email or str(st.user.get("name")), roles, is_signed_in=True)


def _claimed(claim: str) -> frozenset[str]:
    told = st.user.get(claim)
    named = told if isinstance(told, list) else [told] if isinstance(told, str) else []
    return frozenset(str(one).lower() for one in named)


def is_demo() -> bool:
    """Whether the data are made up, and so are the people."""
    return bool(os.environ.get("TIEOUT_DEMO"))


def is_alone() -> bool:
    """Whether whoever works here does so for everybody: nobody signs in, and the policy names nobody."""
    return not (st.user.get("is_logged_in") or is_demo() or _Directory.people)


def draw_work_as() -> None:
    """In the demo, a choice of whom one works as, so that two people can be tried by one."""
    st.selectbox(
        _("Work as"),
        list(DEMO_PEOPLE),
        key=_WORK_AS,
        # Without it another page would begin with the first one again.
        persist_state="session",
        help=_("Made-up people with the roles of their names: what one proposes, another approves."),
    )


def hand_over() -> None:
    """What a page's file does when it is run by itself: it leaves the visitor to the frame."""
    st.switch_page(_FRAME)
