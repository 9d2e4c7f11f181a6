"""How much of the machine is taken: by an app that keeps what its pages read, and by work that looks at everything."""

import re
import threading
from collections.abc import Iterator
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
        self._changing = threading.Lock()
        self._count_working = 0
        self._threads_else = 1

    @contextmanager
    def more(self) -> Iterator[None]:
        """Give the whole database a quarter of the machine's memory and its processors, never less than it has."""
        with self.all_processors(), self._connection.cursor() as aside:
            memory, _ = _present(aside)
            aside.execute("reset memory_limit")
            room = max(_bytes(memory), _quarter(aside))
            aside.execute(f"set memory_limit = '{room // 2**10}KiB'")
            try:
                yield
            finally:
                # What other cursors hold just now may not fit any more; then it stays until the next time.
                with suppress(duckdb.Error):
                    aside.execute(f"set memory_limit = '{_given_back(memory)}'")

    @contextmanager
    def all_processors(self) -> Iterator[None]:
        """Give the whole database all processors that it has the memory for, until the last who needs them is done.

        A short question takes longer then, since one processor wakes another for it.
        """
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self._changing, self._connection.cursor() as aside:
            self._count_working += more
            if self._count_working == more:
                _, self._threads_else = _present(aside)
                aside.execute(f"set threads = {max(self._threads_else, _threads_of_machine())}")
            elif not self._count_working:
                aside.execute(f"set threads = {self._threads_else}")


@cache
def _threads_of_machine() -> int:
    with duckdb.connect() as aside:
        _, processors = _present(aside)
        return min(processors, _quarter(aside) // _BYTES_A_THREAD)


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
