"""The store as a command has it: opened, brought to the present schema, and let go of at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from queries.migrate import migrate
from queries.store import Store, connect
from sync.settings import load_store_url


@contextmanager
def open_store(holder: str) -> Iterator[Store]:
    """The store the settings name; `holder` tells whoever is turned away which command has it."""
    store = connect(load_store_url(), holder=holder)
    try:
        migrate(store)
        yield store
    finally:
        store.close()
