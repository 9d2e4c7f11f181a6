"""Reading queries for a page: kept while the store's data stay the same."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from queries.run import records, today
from queries.store import Store

Row = dict[str, Any]


@st.cache_data(ttl="10m", max_entries=500, max_size="200MB", show_spinner=False)
def _kept(path: str, version: str, name: str, params: tuple[tuple[str, Any], ...], _store: Store) -> list[Row]:  # noqa: ARG001 - path and version are parts of the cache's key
    return records(_store, name, **dict(params))


@dataclass(frozen=True)
class Reader:
    """Answers the queries of one drawing of a page, all from the same version of the data."""

    store: Store
    version: str
    today: date

    def rows(self, name: str, **params: Any) -> list[Row]:
        """The rows of a query by column name, decimals exact."""
        return _kept(str(self.store.path), self.version, name, tuple(sorted(params.items())), self.store)

    def first(self, name: str, **params: Any) -> Row | None:
        """The first row of a query, or None."""
        return next(iter(self.rows(name, **params)), None)


def reader(store: Store) -> Reader:
    """A reader of the data as they are now, for the business's today."""
    decided = str(records(store, "discrepancies/version")[0]["version"])
    return Reader(store, f"{version(store)}/{decided}", today())


def reconciliations(store: Store) -> int:
    """Grows whenever something was reconciled."""
    return int(records(store, "discrepancies/version")[0]["reconciliations"])


def rows_of_pulls(store: Store, name: str, **params: Any) -> list[Row]:
    """The rows of a query that asks of nothing but pulls, kept until the next one."""
    return _kept(str(store.path), version(store), name, tuple(sorted(params.items())), store)


def version(store: Store) -> str:
    """Changes whenever a pull began, merged something or ended."""
    return str(records(store, "health/version")[0]["version"])
