"""The lectern: a dossier that is laid on it is read by questions that are planned once, whichever dossier it is.

Working out how a question is answered takes DuckDB far longer than answering it of one account. A plan that reads the
tables of a database is made anew whenever it is used; one that reads registered tables alone stays, whatever stands
behind them.
"""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from itertools import count
from pathlib import Path

import duckdb
import pyarrow as pa

from queries.known.planning import PlanningCursor
from queries.migrate import migrate
from queries.store import Cursor, Store, StoreFailedError

# The records of one account and what Tieout keeps of it, by the qualified name of their table.
Tables = Mapping[str, pa.Table]
_CATALOG = "lectern"
_BASE = """
select schema_name || '.' || table_name
from duckdb_tables()
where database_name = current_database()
order by all
"""
_AS_JSON = """
select string_agg(format('"{0}"::{1} as "{0}"', column_name, data_type), ', ' order by column_index)
from duckdb_columns()
where database_name = current_database() and schema_name || '.' || table_name = $name
    and data_type in ('JSON', 'JSON[]')
"""
# Arrow has no JSON of its own.
_ALL = {False: "select *", True: "select * replace ({})"}
# What nearly every question asks is told once and laid beside the records, in this order.
TOLD_ONCE = ("account", "contract", "subscription", "contract_link", "invoice", "payment")


class Lectern:
    """One DuckDB in memory with the model over whatever is laid on it. Several may read at once, each a dossier."""

    def __init__(self) -> None:
        self._connection = duckdb.connect(config={"memory_limit": "400MB", "threads": 1})
        self._connection.execute(f"attach ':memory:' as {_CATALOG}")
        self._blank = Store(self._connection, Path(_CATALOG), catalog=_CATALOG)
        migrate(self._blank)
        self._numbers = count(1)
        self._free: list[PlanningCursor] = []
        self._taking = threading.Lock()
        first = self._new_place()
        self._base = _let_go_of_tables(first)
        self._free.append(first)

    def dossier(self, tables: Tables) -> "Dossier":
        """A store that answers every question about the account whose records these are; it cannot be written."""
        laid = {name: _fitted(tables[name], blank) if name in tables else blank for name, blank in self._base.items()}
        with self.laid(laid) as cursor:
            for name in (f"model.{one}" for one in TOLD_ONCE):
                laid[name] = cursor.told(f"from {name}_told", self._base[name].schema)
                cursor.lay(name, laid[name])
        return Dossier(tables, partial(self.laid, laid), self._connection, next(self._numbers))

    @contextmanager
    def laid(self, tables: Tables) -> Iterator[PlanningCursor]:
        """A cursor that reads these tables. Raises `StoreFailedError` for whatever DuckDB refuses."""
        place = self._taken()
        try:
            for name, one in tables.items():
                place.lay(name, one)
            yield place
        except duckdb.Error as error:
            raise StoreFailedError(self._blank.path, error) from error
        finally:
            with self._taking:
                self._free.append(place)

    def _taken(self) -> PlanningCursor:
        with self._taking:
            if self._free:
                return self._free.pop()
        place = self._new_place()
        for name, blank in self._base.items():
            place.lay(name, blank)
        return place

    def _new_place(self) -> PlanningCursor:
        raw = self._connection.cursor()
        raw.execute(f"use {_CATALOG}")
        return PlanningCursor(raw)


class Dossier(Store):
    """The `records` of one account on a lectern: asked as a store is, but never written."""

    def __init__(
        self,
        tables: Tables,
        laid: Callable[[], AbstractContextManager[Cursor]],
        connection: duckdb.DuckDBPyConnection,
        number: int,
    ) -> None:
        super().__init__(connection, Path(f"{_CATALOG}_{number}"), catalog=_CATALOG)
        self.records = tables
        self._laid = laid

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor on the dossier, laid on the lectern until the end of the block."""
        with self._laid() as cursor:
            yield cursor


def _let_go_of_tables(cursor: PlanningCursor) -> dict[str, pa.Table]:
    """Put a view over what is laid in place of every table and of what is told once; what each holds, by its name."""
    names = cursor.table(_BASE).column(0).to_pylist()
    base = {name: cursor.table(f"from {name}") for name in names}
    for name, held in base.items():
        cursor.lay(name, held)
        _let_go_of_table(cursor, name)
    return base | {f"model.{name}": _let_go_of_view(cursor, name) for name in TOLD_ONCE}


def _let_go_of_table(cursor: PlanningCursor, name: str) -> None:
    as_json = cursor.table(_AS_JSON, name=name).column(0)[0].as_py()
    cursor.run(f"drop table {name} cascade")
    cursor.run(f"create view {name} as {_ALL[bool(as_json)].format(as_json)} from {cursor.alias(name)}")


def _let_go_of_view(cursor: PlanningCursor, name: str) -> pa.Table:
    told = cursor.table(f"from model.{name}")
    cursor.lay(f"model.{name}", told)
    cursor.run(f"alter view model.{name} rename to {name}_told")
    cursor.run(f"create view model.{name} as from {cursor.alias(f'model.{name}')}")
    return told


def _fitted(rows: pa.Table, blank: pa.Table) -> pa.Table:
    """Plans rest on the columns of the blank table, which the records of every account come with."""
    return rows if rows.schema == blank.schema else rows.select(blank.column_names).cast(blank.schema)
