"""Reading a query for a page: kept while the store's data stay the same."""

from typing import Any

import pyarrow as pa
import streamlit as st

from queries.run import records as ask_records
from queries.run import table as ask_table
from queries.store import Store

Row = dict[str, Any]


@st.cache_data(ttl="10m", max_entries=300, max_size="200MB", show_spinner=False)
def _table(_store: Store, version: str, name: str, params: tuple[tuple[str, Any], ...]) -> pa.Table:  # noqa: ARG001 - a part of the cache's key
    return ask_table(_store, name, **dict(params))


def table(store: Store, name: str, **params: Any) -> pa.Table:
    """The rows of a query as an Arrow table, decimals exact."""
    return _table(store, version(store), name, tuple(sorted(params.items())))


def rows(store: Store, name: str, **params: Any) -> list[Row]:
    """The rows of a query by column name."""
    found: list[Row] = table(store, name, **params).to_pylist()
    return found


def first(store: Store, name: str, **params: Any) -> Row | None:
    """The first row of a query, or None."""
    return next(iter(rows(store, name, **params)), None)


def version(store: Store) -> str:
    """Changes whenever a pull has merged something."""
    latest = ask_records(store, "health/version")
    return str(latest[0]["version"])
