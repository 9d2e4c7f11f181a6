"""How much of the machine is taken: by an app that keeps what its pages read, and by work that looks at everything."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from functools import cache

import duckdb

_SHARE_OF_MEMORY = 0.25
# An app needs no more to keep what pages read of millions of records, nor is less of use to it.
_MOST_OF_AN_APP, _LEAST = 2 * 2**30, 400 * 10**6
# DuckDB takes that of the machine's memory, or of what its container may use, where nothing else is said.
_DUCKDBS_SHARE = 0.8
_BYTES_A_THREAD = 512 * 2**20
_LINGERS_SECONDS = 0.5
_SIZE = re.compile(r"([\d.]+) (\w+)")
_UNITS = {"bytes": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40, "PiB": 2**50}
_CUT = Decimal("0.02")
_NOW = "select current_setting('memory_limit'), current_setting('threads')"


def room_of_app() -> str:
    """The memory that an app keeps for what its pages read, in KiB as DuckDB has it: a quarter of all, 2 GiB at most.

    Whatever is not kept is read from the file again by the next question, which made pages up to a quarter slower.
    """
    with duckdb.connect() as aside:
        return f"{max(_LEAST, min(_MOST_OF_AN_APP, _quarter(aside))) // 2**10}KiB"


class Room:
    """What a database may take of the machine beyond what it was opened with, while some work of it needs that."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._memory = _Raised(self._more_memory, self._memory_as_before)
        self._processors = _Raised(self._more_threads, self._threads_as_before)
        self._before: tuple[str, int] = ("", 1)

    @contextmanager
    def more(self) -> Iterator[None]:
        """Give the whole database a quarter of the machine's memory and its processors, never less than it has."""
        with self._memory.kept(), self._processors.kept():
            yield

    @contextmanager
    def all_processors(self) -> Iterator[None]:
        """Give the whole database all processors that it has the memory for.

        A short question takes longer then, since one processor wakes another for it. They are let go of a moment later
        and by another thread: that waits for whatever they work at just then.
        """
        with self._processors.kept(lingers=True):
            yield

    def close(self) -> None:
        """Let nothing be lowered any more, so that no cursor keeps the file open."""
        self._processors.leave()

    def _more_memory(self) -> None:
        with self._connection.cursor() as aside:
            memory, _ = _present(aside)
            self._before = (memory, self._before[1])
            aside.execute("reset memory_limit")
            aside.execute(f"set memory_limit = '{max(_bytes(memory), _quarter(aside)) // 2**10}KiB'")

    def _memory_as_before(self) -> None:
        with self._connection.cursor() as aside:
            aside.execute(f"set memory_limit = '{_given_back(self._before[0])}'")

    def _more_threads(self) -> None:
        with self._connection.cursor() as aside:
            memory, threads = _present(aside)
            self._before = (self._before[0], threads)
            aside.execute(f"set threads = {max(threads, min(_processors(), _bytes(memory) // _BYTES_A_THREAD))}")

    def _threads_as_before(self) -> None:
        with self._connection.cursor() as aside:
            aside.execute(f"set threads = {self._before[1]}")


class _Raised:
    """A limit that is raised for the first who needs that, and lowered after the last."""

    def __init__(self, up: Callable[[], None], down: Callable[[], None]) -> None:
        self._up = up
        self._down = down
        self._changing = threading.Lock()
        self._count = 0
        self._is_up = False
        self._later: threading.Timer | None = None

    @contextmanager
    def kept(self, *, lingers: bool = False) -> Iterator[None]:
        """Keep it raised; where it `lingers`, nobody waits for the lowering."""
        with self._changing:
            if not self._is_up:
                self._up()
            self._is_up = True
            self._count += 1
        try:
            yield
        finally:
            with self._changing:
                self._count -= 1
                if lingers:
                    self._lower_later()
            if not lingers:
                self._lower()

    def leave(self) -> None:
        """Leave it as it is for good."""
        with self._changing:
            self._count += 1
            if self._later:
                self._later.cancel()

    def _lower_later(self) -> None:
        if self._later:
            self._later.cancel()
        self._later = threading.Timer(_LINGERS_SECONDS, self._lower)
        self._later.daemon = True
        self._later.start()

    def _lower(self) -> None:
        # What other cursors hold just now may not fit any more, or the store was closed: then it stays as it is.
        with self._changing, suppress(duckdb.Error):
            if self._is_up and not self._count:
                self._down()
                self._is_up = False


@cache
def _processors() -> int:
    with duckdb.connect() as aside:
        return _present(aside)[1]


def _quarter(connection: duckdb.DuckDBPyConnection) -> int:
    """A quarter of the machine's memory in bytes, where nothing was said to the database of how much it may take."""
    most, _ = _present(connection)
    return int(_bytes(most) / _DUCKDBS_SHARE * _SHARE_OF_MEMORY)


def _present(connection: duckdb.DuckDBPyConnection) -> tuple[str, int]:
    memory, threads = connection.execute(_NOW).fetchall()[0]
    return memory, int(threads)


def _given_back(told: str) -> str:
    """A limit as DuckDB tells it, which is cut to a tenth of its unit: each use would take a little away otherwise."""
    amount, unit = told.split(" ")
    return f"{Decimal(amount) + _CUT}{unit}"


def _bytes(told: str) -> int:
    """`381.4 MiB` as a number."""
    found = _SIZE.fullmatch(told)
    if found is None:
        raise ValueError(told)
    return int(float(found.group(1)) * _UNITS[found.group(2)])
