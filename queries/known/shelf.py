"""The shelf: small stores in memory that begin as copies of a blank one, kept while what they hold stays the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import duckdb

from queries.migrate import migrate
from queries.store import Store

# A dossier takes about a megabyte.
_AT_MOST = 48
_NUMBERS = count(1)
Filling = Callable[[Store], object]


class Shelf:
    """Stores by what they hold, each a database of its own in one DuckDB.

    That is one of its own, or that of the store they lie `beside`, which can be copied into them most quickly.
    `prepare` makes the blank one.
    """

    def __init__(self, at_most: int = _AT_MOST, prepare: Filling = migrate, beside: Store | None = None) -> None:
        self._at_most = at_most
        self._kept: OrderedDict[tuple[str, ...], Store] = OrderedDict()
        self._making = threading.RLock()
        self._room = beside or _room()
        self._blank = self._attached(prepare)

    def dossier(self, key: tuple[str, ...], filling: Filling) -> Store:
        """The store kept under a key; a new one, filled, where there is none. The one asked for longest ago goes."""
        with self._making:
            if key not in self._kept:
                self._kept[key] = self._attached(partial(self._copied, filling=filling))
            self._kept.move_to_end(key)
            while len(self._kept) > self._at_most:
                _, oldest = self._kept.popitem(last=False)
                self._room.detach(oldest.catalog)
            return self._kept[key]

    def kept(self) -> list[tuple[str, ...]]:
        """What the stores are kept under."""
        with self._making:
            return list(self._kept)

    def _attached(self, filling: Filling) -> Store:
        """A new store, which is let go of where it could not be filled."""
        made = self._room.attach(f"shelved_{next(_NUMBERS)}")
        try:
            filling(made)
        except BaseException:
            self._room.detach(made.catalog)
            raise
        return made

    def _copied(self, made: Store, filling: Filling) -> None:
        """A copy of the blank one takes a fraction of what making it takes."""
        with self._room.cursor() as cursor:
            cursor.run(f"copy from database {self._blank.catalog} to {made.catalog}")
        filling(made)


def _room() -> Store:
    return Store(duckdb.connect(config={"memory_limit": "400MB", "threads": 1}), Path("shelf"), catalog="memory")
