"""Opening the store for one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from queries.migrate import migrate
from queries.store import Store, connect
from sync.settings import load_store_url


@contextmanager
def open_store(holder: str, *, may_create: bool = False) -> Iterator[Store]:
    """The store the settings name, with the present schema; `holder` tells whoever is turned away who has it.

    Only what fills a store may create it: elsewhere a mistyped path is told. Raises as `connect` does.
    """
    store = connect(load_store_url(), holder=holder, may_create=may_create)
    try:
        migrate(store)
        yield store
    finally:
        store.close()
