"""The lectern: a dossier that is laid on it is read by questions that are planned once, whichever dossier it is.

Working out how a question is answered takes DuckDB far longer than answering it of one account. A plan that reads the
tables of a database is made anew whenever it is used; one that reads registered tables alone stays, whatever stands
behind them.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import duckdb
import pyarrow as pa

from queries.known.planning import PlanningCursor
from queries.migrate import migrate
from queries.store import Store, StoreFailedError

# The records of one account and what Tieout keeps of it, by the qualified name of their table.
Tables = Mapping[str, pa.Table]
_BLANK, _CATALOG = "blank", "lectern"
_BASE = """
select schema_name || '.' || table_name
from duckdb_tables()
where database_name = current_database()
order by all
"""
# Reconciling fetches these by their place, which only a table of a database has by itself.
_BY_PLACE, _PLACE = {"ordway.subscription_lines"}, ", row_number() over () as rowid from"
# What nearly every question asks is told once and laid beside the records, in this order.
TOLD_ONCE = ("account", "contract", "subscription", "contract_link", "invoice", "payment")


class Lectern:
    """One DuckDB in memory with the model over whatever is laid on it. Several may read at once, each a dossier.

    Beside it lies a `blank` store.
    """

    def __init__(self) -> None:
        self.connection = duckdb.connect(config={"memory_limit": "400MB", "threads": 1})
        for catalog in (_BLANK, _CATALOG):
            self.connection.execute(f"attach ':memory:' as {catalog}")
        self.blank = Store(self.connection, Path(_BLANK), catalog=_BLANK)
        migrate(self.blank)
        self.connection.execute(f"copy from database {_BLANK} to {_CATALOG}")
        self._numbers = count(1)
        self._free: defaultdict[str, list[PlanningCursor]] = defaultdict(list)
        self._taking = threading.Lock()
        first = self._new_place()
        self._base = _let_go_of_tables(first)
        self._free[""].append(first)

    def dossier(self, tables: Tables) -> "Dossier":
        """A store that answers every question about the account whose records these are; it cannot be written."""
        laid = {name: _fitted(tables[name], blank) if name in tables else blank for name, blank in self._base.items()}
        with self.laid(laid) as cursor:
            for name in (f"model.{one}" for one in TOLD_ONCE):
                laid[name] = cursor.told(f"from {name}_told")
                cursor.lay(name, laid[name])
        return Dossier(self, laid, next(self._numbers))

    @contextmanager
    def laid(self, tables: Tables, part: str = "") -> Iterator[PlanningCursor]:
        """A cursor that reads these tables. Raises `StoreFailedError` for whatever DuckDB refuses.

        What is told beside the rest names itself as a `part`, which has places of its own: plans are of one place.
        """
        place = self._taken(part)
        try:
            for name, one in tables.items():
                place.lay(name, one)
            yield place
        except duckdb.Error as error:
            raise StoreFailedError(self.blank.path, error) from error
        finally:
            with self._taking:
                self._free[part].append(place)

    def _taken(self, part: str) -> PlanningCursor:
        with self._taking:
            if self._free[part]:
                return self._free[part].pop()
        place = self._new_place()
        for name, blank in self._base.items():
            place.lay(name, blank)
        return place

    def _new_place(self) -> PlanningCursor:
        raw = self.connection.cursor()
        raw.execute(f"use {_CATALOG}")
        return PlanningCursor(raw)


class Dossier(Store):
    """The records of one account on a lectern: asked as a store is, but never written."""

    def __init__(self, lectern: Lectern, tables: Tables, number: int) -> None:
        super().__init__(lectern.connection, Path(f"{_CATALOG}_{number}"), catalog=_CATALOG, room=lectern.blank.room)
        self.lectern = lectern
        self._tables = tables

    @contextmanager
    def cursor(self) -> Iterator[PlanningCursor]:
        """A cursor on the dossier, laid on the lectern until the end of the block."""
        with self.lectern.laid(self._tables) as cursor:
            yield cursor

    @contextmanager
    def cursor_of(self, part: str) -> Iterator[PlanningCursor]:
        """The same for what is told beside the rest."""
        with self.lectern.laid(self._tables, part) as cursor:
            yield cursor


def _let_go_of_tables(cursor: PlanningCursor) -> dict[str, pa.Table]:
    """Put a view over what is laid in place of every table and of what is told once; what each holds, by its name."""
    names = cursor.table(_BASE).column(0).to_pylist()
    base = {name: cursor.table(f"from {name}") for name in names}
    for name, held in base.items():
        cursor.lay(name, held)
        _let_go_of_table(cursor, name)
    return base | {name: _let_go_of_view(cursor, name) for name in (f"model.{one}" for one in TOLD_ONCE)}


def _let_go_of_table(cursor: PlanningCursor, name: str) -> None:
    reading = cursor.reading(name, cursor.columns(f"from {name}"))
    cursor.run(f"drop table {name} cascade")
    cursor.run(f"create view {name} as {reading.replace(' from', _PLACE) if name in _BY_PLACE else reading}")


def _let_go_of_view(cursor: PlanningCursor, name: str) -> pa.Table:
    told = cursor.table(f"from {name}")
    cursor.lay(name, told)
    reading = cursor.reading(name, cursor.columns(f"from {name}"))
    cursor.run(f"alter view {name} rename to {name.partition('.')[2]}_told")
    cursor.run(f"create view {name} as {reading}")
    return told


def _fitted(rows: pa.Table, blank: pa.Table) -> pa.Table:
    """Plans rest on the columns of the blank table, which the records of every account come with."""
    return rows if rows.schema == blank.schema else rows.select(blank.column_names).cast(blank.schema)
