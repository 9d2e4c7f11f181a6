"""Reading queries for a page: kept while the store's data stay the same."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import streamlit as st

from queries.catalogue import query
from queries.errors import QueryError
from queries.run import of_one_state, records, today
from queries.store import Store
from ui.lately import Lately, Params, lately

Row = dict[str, Any]
# A query by name, and its parameters.
Question = tuple[str, dict[str, Any]]
# By the path of a store, the state that extracts are known to be of, and which.
_up_to_date: dict[str, tuple[str, frozenset[str]]] = {}


@st.cache_data(ttl="1h", max_entries=500, max_size="200MB", show_spinner=False)
def _kept(
    path: str,  # noqa: ARG001 - a part of the cache's key, as is the version
    version: str,  # noqa: ARG001
    name: str,
    params: Params,
    _store: Store,
    _looked_at: set[str],
) -> list[Row]:
    with of_one_state(_looked_at):
        return records(_store, name, **dict(params))


@dataclass(frozen=True)
class Reader:
    """Answers the queries of one drawing of a page, all from the same version of the data.

    `pulled` tells what pulls and reconciliations have left, `version` also what people decided, and `state` what of all
    that extracts are told from. Its `lately` notes what is asked of a store that the worker makes ready, None for any
    other.
    """

    store: Store
    version: str
    today: date
    pulled: str = ""
    state: str = ""
    lately: Lately | None = field(default=None, compare=False)
    # The extracts that were looked at already: two questions of one drawing need no second look.
    _looked_at: set[str] = field(default_factory=set, compare=False)

    def rows(self, name: str, **params: Any) -> list[Row]:
        """The rows of a query by column name, decimals exact."""
        told = tuple(sorted(params.items()))
        if self.lately:
            self.lately.note(name, told)
        return self._answer(name, told)

    @contextmanager
    def ahead(self, *questions: Question) -> Iterator[None]:
        """While the block draws, answer what it is about to ask, the last first: the drawing comes from the beginning.

        A second processor works meanwhile. Whoever asks what is being answered waits for that answer.
        """
        stop = threading.Event()
        answering = threading.Thread(target=self.answer, args=(questions[::-1], stop), daemon=True)
        answering.start()
        try:
            yield
        finally:
            stop.set()
            answering.join()

    def answer(self, questions: Sequence[Question], stop: threading.Event) -> None:
        """Have the answers kept, in this order, until the `stop`."""
        for name, params in questions:
            # The drawing asks again, and is told then what is wrong.
            with suppress(QueryError):
                if not stop.is_set():
                    self._answer(name, tuple(sorted(params.items())))

    def knows_up_to_date(self, extracts: set[str]) -> None:
        """Extracts are of this state or of a later one: no drawing of it looks again, whatever else is decided."""
        self._looked_at.update(extracts)
        _up_to_date[str(self.store.path)] = self.state, frozenset(extracts)

    def of_its_state(self) -> AbstractContextManager[None]:
        """Inside, whatever reads the store looks at no extract again that a drawing of this reader has looked at."""
        return of_one_state(self._looked_at)

    def of(self, other: Store, version: str) -> "Reader":
        """A reader of another store that holds some of the same, for the same day."""
        return Reader(other, version, self.today)

    def ask_again(self, stop: threading.Event) -> None:
        """Have the answers kept to what was asked lately; what was asked for another day is of no use to anybody."""
        for name, params in self.lately.questions() if self.lately else ():
            if dict(params).get("as_of", self.today) == self.today and not stop.is_set():
                self._answer(name, params)

    def _answer(self, name: str, params: Params) -> list[Row]:
        versions = {"records": self.pulled, "extracts": self.state}
        asked = query(name)
        version = versions.get(asked.rests_on) or self.version
        # What an extract tells that was not made ready yet may be of before: it is asked anew once it is.
        ready = "" if self._has_ready(asked.kept) else "/not ready"
        return _kept(str(self.store.path), version + ready, name, params, self.store, self._looked_at)

    def _has_ready(self, kept: Sequence[str]) -> bool:
        state, extracts = _up_to_date.get(str(self.store.path), ("", frozenset[str]()))
        return not kept or (state == self.state and extracts.issuperset(kept))

    def first(self, name: str, **params: Any) -> Row | None:
        """The first row of a query, or None."""
        return next(iter(self.rows(name, **params)), None)


def reader(store: Store) -> Reader:
    """A reader of the data as they are now, for the business's today."""
    [decided] = records(store, "discrepancies/version")
    pulled, path = version(store), str(store.path)
    state = f"{pulled}/{decided['of_extracts']}"
    of, known = _up_to_date.get(path, ("", frozenset()))
    return Reader(
        store,
        f"{pulled}/{decided['version']}",
        today(),
        pulled,
        state,
        lately(path),
        set(known) if of == state else set(),
    )


def rows_of_pulls(store: Store, pulled: str, name: str, **params: Any) -> list[Row]:
    """The rows of a query that asks of nothing but pulls, of the `version` that these left."""
    path, told = str(store.path), tuple(sorted(params.items()))
    lately(path).note(name, told)
    return _kept(path, pulled, name, told, store, set())


def version(store: Store) -> str:
    """Changes whenever a pull began, merged something or ended, or something was reconciled."""
    return str(records(store, "health/version")[0]["version"])
