"""Opening the store for one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from queries.migrate import migrate, migrate_tables
from queries.store import Store, connect
from sync.settings import load_store_url


@contextmanager
def open_store(holder: str, *, fills: bool = False) -> Iterator[Store]:
    """The store the settings name, with the present schema; `holder` tells whoever is turned away who has it.

    What fills a store may create it and reads no model; elsewhere a mistyped path is told. Raises as `connect` does.
    """
    store = connect(load_store_url(), holder=holder, may_create=fills)
    try:
        (migrate_tables if fills else migrate)(store)
        yield store
    finally:
        store.close()
