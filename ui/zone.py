"""The time zone that instants are told in: that of the browser, else the policy's, else UTC. A day has none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_NONE = ""
_told_in: ContextVar[str] = ContextVar("told_in", default=_NONE)
Asked = ParamSpec("Asked")
Made = TypeVar("Made")


class _Policy:
    """The zone that the policy names. The frame fills it before it draws anything."""

    zone: str = _NONE


def know_zone(name: str) -> None:
    """Take over the zone of the policy, '' for none: where no browser tells one, instants are told in it."""
    _Policy.zone = name


def zone_name() -> str:
    """The zone as the time zone database names it: `Europe/Warsaw`, or `UTC`."""
    names = (_told_in.get(), _of_browser(), _Policy.zone)
    return next((one for one in names if _zone(one)), "UTC")


def local(instant: datetime) -> datetime:
    """An instant of the store, which is UTC, by the clock of the zone."""
    return instant.replace(tzinfo=UTC).astimezone(_zone(zone_name()) or UTC)


def clock_of(told: datetime) -> str:
    """What the clock of such a local instant is called: `CET`, `UTC+05`."""
    name = f"{told:%Z}"
    return name if name[:1].isalpha() else f"UTC{name}"


@contextmanager
def told_in(name: str) -> Iterator[None]:
    """Inside the block instants are told in that zone, whatever the browser's is."""
    token = _told_in.set(name)
    try:
        yield
    finally:
        _told_in.reset(token)


def in_this_zone(make: Callable[Asked, Made]) -> Callable[Asked, Made]:
    """The same, made in the zone of now even where it is made later and in another thread."""
    now = zone_name()

    @wraps(make)
    def made(*args: Asked.args, **named: Asked.kwargs) -> Made:
        with told_in(now):
            return make(*args, **named)

    return made


def _of_browser() -> str:
    if get_script_run_ctx(suppress_warning=True) is None:
        return _NONE
    return st.context.timezone or _NONE


def _zone(name: str) -> ZoneInfo | None:
    """The zone of that name, None where the time zone database has none."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
