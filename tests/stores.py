"""Stores with the present schema and nothing in them, for tests that need one of their own."""

import tempfile
from functools import cache
from pathlib import Path

from queries.migrate import migrate
from queries.store import Store, connect


def fresh_store(file: Path) -> Store:
    """A new store at `file`, open; whoever asked for it closes it."""
    file.write_bytes(_fresh())
    return connect(str(file), holder="a test")


@cache
def _fresh() -> bytes:
    """The file of such a store. Most of the time that a new store takes goes into the model, which never differs."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tieout.duckdb"
        store = connect(str(file), holder="a test")
        migrate(store)
        store.close()
        return file.read_bytes()
