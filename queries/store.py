"""The store: one DuckDB file, opened by one process, read and written through cursors."""

import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from queries.errors import QueryError, StoreInUseError, StoreMissingError, StoreUnreadableError
from queries.room import Room

# Small row groups let DuckDB write a large load straight to the file, compressed, instead of keeping it in
# memory and in the write-ahead log until the commit: 0.6 s against 2.0 s for 285 MB, and bounded memory.
_ROW_GROUP_SIZE = 16_384
_CATALOG = "tieout"
# What DuckDB says of a file that another process holds; the path in other refusals may hold the word "lock" too.
_IN_USE = re.compile(r"Could not set lock on file .*Conflicting lock is held", re.DOTALL)
_HELD_BY = re.compile(r"Conflicting lock is held in .*\(PID (\d+)\)")


class StoreFailedError(QueryError):
    """DuckDB could not do what it was asked: no space, no memory, or a statement it refuses. The cause is told too."""

    def __init__(self, path: Path, error: duckdb.Error) -> None:
        reason = str(error).strip().partition("\n")[0].rstrip(".")
        super().__init__(
            f"The store {path} could not do this: {reason}. Nothing of it was kept; what was there before is "
            f"unchanged. {_advice(reason.lower())}"
        )


def _advice(reason: str) -> str:
    if "memory" in reason:
        return "Close other programs on this machine or give it more memory, then try again."
    if any(sign in reason for sign in ("no space", "too large", "could not write", "quota")):
        return "Free space on the disk that holds the store, then try again."
    return "If it happens again although nothing else has changed, it is a fault of Tieout: report these words."


class Store:
    """An open store. Every thread and every open result takes a `cursor()` of its own.

    `catalog` names its database in the connection, which may hold several. Where something fails, people are told of
    the `file`, which is its path unless another holds it. The `room` is the whole connection's.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: Path,
        catalog: str = _CATALOG,
        file: Path | None = None,
        room: Room | None = None,
    ) -> None:
        self._connection = connection
        self.catalog = catalog
        self.path = path
        self._file = file or path
        self.room = room or Room(connection)
        self.writing = threading.RLock()

    @contextmanager
    def cursor(self) -> Iterator["Cursor"]:
        """A cursor with its own transaction state and temporary tables, closed at the end.

        Raises `StoreFailedError` for whatever DuckDB refuses inside.
        """
        raw = self._connection.cursor()
        try:
            raw.execute(f"use {self.catalog}")
            yield Cursor(raw)
        except duckdb.Error as error:
            raise StoreFailedError(self._file, error) from error
        finally:
            raw.close()

    @contextmanager
    def transaction(self) -> Iterator["Cursor"]:
        """A cursor inside one transaction: committed at the end, rolled back on any error.

        Writers take turns, so that two threads of ours never conflict over the same rows.
        """
        with self.writing, self.cursor() as cursor, cursor.atomic():
            yield cursor

    @contextmanager
    def spacious_transaction(self) -> Iterator["Cursor"]:
        """A transaction for what looks at everything at once: with more of the machine's memory and processors."""
        with self.writing, self.room.more(), self.transaction() as cursor:
            yield cursor

    @contextmanager
    def spacious_aside(self) -> Iterator["Cursor"]:
        """The same for what nobody else writes: whoever writes something else does not wait for it."""
        with self.room.more(), self.cursor() as cursor, cursor.atomic():
            yield cursor

    @contextmanager
    def beside(self, catalog: str) -> Iterator["Store"]:
        """An empty store in memory until the end of the block, whose statements may read this one by its `catalog`."""
        attached = self.attach(catalog)
        try:
            yield attached
        finally:
            self.detach(catalog)

    def attach(self, catalog: str) -> "Store":
        """An empty store in memory. Statements of either may name the tables of the other by its `catalog`."""
        with self.cursor() as cursor:
            cursor.run(f"attach ':memory:' as {catalog}")
        return Store(self._connection, Path(f"{self.path}:{catalog}"), catalog, self._file, self.room)

    def detach(self, catalog: str) -> None:
        """Forget a store that was attached, once nobody reads it."""
        with self.cursor() as cursor:
            cursor.run(f"detach {catalog}")

    def close(self) -> None:
        """Let go of the file; another process may open it afterwards."""
        self.room.close()
        self._connection.close()
        _holder_file(self.path).unlink(missing_ok=True)


class Cursor:
    """What may be asked of a store within one thread."""

    def __init__(self, raw: duckdb.DuckDBPyConnection) -> None:
        self._raw = raw
        self._handed: dict[str, _Handed] = {}
        self._plans: dict[str, str] = {}

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """Everything inside is committed together, or nothing of it."""
        self._raw.execute("begin")
        try:
            yield
            self._raw.execute("commit")
        except BaseException:
            with suppress(duckdb.Error):  # after some failures DuckDB has rolled back by itself
                self._raw.execute("rollback")
            raise

    def run(self, sql: str, **params: Any) -> None:
        """Carry out one statement or script."""
        self._raw.execute(sql, params or None)

    def rows(self, sql: str, **params: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement, as Python values; decimals stay exact."""
        return self._raw.execute(sql, params or None).fetchall()

    def records(self, sql: str, **params: Any) -> list[dict[str, Any]]:
        """All rows of a statement, by column name."""
        result = self._raw.execute(sql, params or None)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def value(self, sql: str, **params: Any) -> Any:
        """The first column of the first row, or None when there is no row."""
        rows = self.rows(sql, **params)
        return rows[0][0] if rows else None

    def table(self, sql: str, **params: Any) -> pa.Table:
        """The result as an Arrow table: decimals stay exact, nothing passes through pandas."""
        return self._raw.sql(sql, params=params or None).to_arrow_table()

    def register(self, name: str, table: pa.Table) -> None:
        """Let statements of this cursor read an Arrow table under a name, without copying it.

        The table that had the name before is let go of at once.
        """
        if name in self._handed:
            self._handed[name].table = table
        else:
            self._handed[name] = _Handed(table)
            self._raw.register(name, self._handed[name])

    def planned(self, sql: str) -> str:
        """A statement that carries out `sql`, which is planned only the first time it is asked for.

        For what reads nothing but registered tables: in DuckDB 1.5 a plan rests on what the tables of the store held
        when it was made. `sql` takes no parameters.
        """
        if sql not in self._plans:
            self._plans[sql] = f"plan_{len(self._plans)}"
            self._raw.execute(f"prepare {self._plans[sql]} as {sql}")
        return f"execute {self._plans[sql]}"

    def columns(self, sql: str, **params: Any) -> list[tuple[str, str]]:
        """Names and DuckDB types of the columns a statement returns, without running it to its end."""
        return [(row[0], row[1]) for row in self.rows(f"describe {sql}", **params)]

    def parameters(self, sql: str) -> set[str]:
        """The names of the parameters DuckDB finds in a statement."""
        return set().union(*(statement.named_parameters for statement in self._raw.extract_statements(sql)))


class _Handed:
    """The Arrow table that stands behind a name just now.

    Registering one view after the other would not do: a transaction keeps every view it ever replaced, and what
    stands behind it, until it ends.
    """

    def __init__(self, table: pa.Table) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.table.__arrow_c_stream__(requested_schema)


def connect(
    url: str, *, holder: str, may_create: bool = True, memory_limit: str = "400MB", threads: int | None = 1
) -> Store:
    """Open the store at `url` (a path, or `duckdb:///path`), creating it when it is not there and that is allowed.

    `holder` says in words who opens it ("the app", "python -m sync pull"), for whoever is turned away.
    Raises `StoreInUseError` when another process holds the file, `StoreMissingError` when there is none and none may be
    made, and `StoreUnreadableError` when the file is not a store this version can read.
    """
    path = Path(url.removeprefix("duckdb://")).expanduser().absolute()
    try:
        if not may_create and not path.exists():
            raise StoreMissingError(path)
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnreadableError(path, str(error)) from error
    connection = duckdb.connect(config=_settings(path, memory_limit, threads))
    try:
        connection.execute(f"attach '{_quoted(path)}' as {_CATALOG} (row_group_size {_ROW_GROUP_SIZE})")
    except duckdb.Error as error:
        connection.close()
        raise _refusal(path, error) from error
    with suppress(OSError):  # it only names us to others; a full disk must not keep anyone from reading
        _holder_file(path).write_text(json.dumps(_holder(holder)), encoding="utf-8")
    return Store(connection, path)


def _settings(path: Path, memory_limit: str, threads: int | None) -> dict[str, Any]:
    settings: dict[str, Any] = {
        "memory_limit": memory_limit,
        "preserve_insertion_order": "false",
        # A row group goes to the file as soon as it is full; five of each list would wait in memory otherwise.
        "write_buffer_row_group_count": "1",
        "temp_directory": str(path.with_name(path.name + ".tmp")),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    return settings | ({"threads": threads} if threads else {})


def _holder(words: str) -> dict[str, Any]:
    return {"pid": os.getpid(), "who": words, "since": datetime.now(UTC).isoformat(timespec="seconds")}


def _holder_file(path: Path) -> Path:
    return path.with_name(path.name + ".holder")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _refusal(path: Path, error: duckdb.Error) -> QueryError:
    if not _IN_USE.search(str(error)):
        return StoreUnreadableError(path, str(error))
    found = _HELD_BY.search(str(error))
    return StoreInUseError(path, int(found.group(1)) if found else None, _holder_words(path))


def _holder_words(path: Path) -> str | None:
    try:
        told = json.loads(_holder_file(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return f"{told['who']}, since {told['since']}"
