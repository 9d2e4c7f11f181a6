"""The shelf of dossiers: small stores in memory, each with one account, kept while its records stay the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from itertools import count
from pathlib import Path

import duckdb

from queries.migrate import migrate
from queries.store import Store

# A dossier takes about a megabyte.
_AT_MOST = 48
_BLANK = "blank"
Filling = Callable[[Store], object]


class Shelf:
    """Dossiers by what they hold. One DuckDB in memory holds all of them, each as a database of its own.

    `prepare` makes the blank one that each begins as a copy of.
    """

    def __init__(self, at_most: int = _AT_MOST, prepare: Filling = migrate) -> None:
        self._at_most = at_most
        self._kept: OrderedDict[tuple[str, ...], Store] = OrderedDict()
        self._numbers = count(1)
        self._making = threading.RLock()
        self._connection = duckdb.connect(config={"memory_limit": "400MB", "threads": 1})
        self._connection.execute(f"attach ':memory:' as {_BLANK}")
        prepare(Store(self._connection, Path(_BLANK), catalog=_BLANK))

    def dossier(self, key: tuple[str, ...], filling: Filling) -> Store:
        """The store kept under a key; a new one, filled, where there is none. The one asked for longest ago goes."""
        with self._making:
            if key not in self._kept:
                self._kept[key] = self._made(filling)
            self._kept.move_to_end(key)
            while len(self._kept) > self._at_most:
                _, oldest = self._kept.popitem(last=False)
                self._connection.execute(f"detach {oldest.path.name}")
            return self._kept[key]

    def _made(self, filling: Filling) -> Store:
        """A copy of the blank one takes a fraction of what making it takes."""
        name = f"dossier_{next(self._numbers)}"
        self._connection.execute(f"attach ':memory:' as {name}")
        self._connection.execute(f"copy from database {_BLANK} to {name}")
        made = Store(self._connection, Path(name), catalog=name)
        filling(made)
        return made
