"""Reading one account: from its dossier as it is now, or as it was known on a past day."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from queries.known.dossier import fill_as_known
from queries.known.expected import billed_by_month
from queries.known.lectern import Dossier, Lectern
from queries.known.present import present
from queries.known.shapes import Shapes
from queries.known.shelf import Shelf
from queries.reconcile.terms import Terms
from queries.run import records
from queries.store import Store
from ui.reading import Reader, Row

# A dossier takes some hundred kilobytes.
_AT_MOST = 48


@st.cache_resource(show_spinner=False)
def _shelf() -> Shelf:
    return Shelf()


@st.cache_resource(show_spinner=False)
def _lectern() -> Lectern:
    return Lectern()


def set_up() -> None:
    """Set up what every account is read on, once: the first one would wait for it."""
    _lectern()


@st.cache_resource(max_entries=_AT_MOST, show_spinner=False)
def _dossier(path: str, version: str, account_id: str, _now: Reader) -> Dossier:  # noqa: ARG001 - path and version are parts of the cache's key
    with _now.of_its_state():
        return _lectern().dossier(present(_now.store, account_id))


def read_account(now: Reader, account_id: str) -> Reader:
    """A reader of the account's dossier, as it is now; what is decided about other accounts leaves it as it is."""
    # With the state of the extracts as this reader knows it: another may have decided something meanwhile.
    version = f"{now.state}/{records(now.store, 'account/decided', account=account_id)[0]['decided']}"
    return now.of(_dossier(str(now.store.path), version, account_id, now), version)


def read_account_as_known(now: Reader, account_id: str, day: date, shapes: Shapes) -> Reader:
    """A reader of the account as it was known at the end of a day, which is its today."""
    key = (str(now.store.path), now.version, account_id, day.isoformat())
    filling = partial(fill_as_known, store=now.store, account_id=account_id, day=day, shapes=shapes)
    with now.of_its_state():
        return replace(now.of(_shelf().dossier(key, filling), now.version), today=day)


def months_of(read: Reader, terms: Terms) -> list[Row]:
    """What was due beside what was billed, by currency and month, from a reader of a dossier."""
    return _months(str(read.store.path), read.version, read.today, repr(terms), read.store, terms)


@st.cache_data(max_entries=100, show_spinner=False)
def _months(
    path: str,  # noqa: ARG001 - path, version and words are parts of the cache's key
    version: str,  # noqa: ARG001
    day: date,
    words: str,  # noqa: ARG001
    _dossier: Store,
    _terms: Terms,
) -> list[Row]:
    return list(billed_by_month(_dossier, day, _terms))


@contextmanager
def meanwhile(tell: Callable[[], object]) -> Iterator[None]:
    """While the block draws, a second processor tells something that is kept: whoever asks for it then waits less."""
    with ThreadPoolExecutor(max_workers=1) as aside:
        aside.submit(tell)
        yield
