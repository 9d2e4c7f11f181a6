"""Opening the store for one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from queries.migrate import migrate
from queries.store import Store, connect
from sync.settings import load_store_url


@contextmanager
def open_store(holder: str) -> Iterator[Store]:
    """The store the settings name, with the present schema; `holder` tells whoever is turned away who has it."""
    store = connect(load_store_url(), holder=holder)
    try:
        migrate(store)
        yield store
    finally:
        store.close()
