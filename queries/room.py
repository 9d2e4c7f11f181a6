"""More memory and threads for a piece of work that has to look at everything at once, and the usual afterwards."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

_SHARE_OF_MEMORY = 0.25
# DuckDB takes that of the machine's memory, or of what its container may use, where nothing else is said.
_DUCKDBS_SHARE = 0.8
_BYTES_A_THREAD = 512 * 2**20
_SIZE = re.compile(r"([\d.]+) (\w+)")
_UNITS = {"bytes": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40, "PiB": 2**50}
_NOW = "select current_setting('memory_limit'), current_setting('threads')"


@contextmanager
def more_room(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Give the whole database a quarter of the machine's memory and its processors, never less than it has."""
    memory, threads = _present(connection)
    connection.execute("reset memory_limit; reset threads")
    most, processors = _present(connection)
    room = max(_bytes(memory), int(_bytes(most) / _DUCKDBS_SHARE * _SHARE_OF_MEMORY))
    _allow(connection, f"{room // 2**10}KiB", max(threads, min(processors, room // _BYTES_A_THREAD)))
    try:
        yield
    finally:
        # What other cursors hold just now may not fit any more; then it stays until the next time.
        with suppress(duckdb.Error):
            _allow(connection, memory.replace(" ", ""), threads)


def _present(connection: duckdb.DuckDBPyConnection) -> tuple[str, int]:
    memory, threads = connection.execute(_NOW).fetchall()[0]
    return memory, int(threads)


def _allow(connection: duckdb.DuckDBPyConnection, memory: str, threads: int) -> None:
    connection.execute(f"set threads = {threads}; set memory_limit = '{memory}'")


def _bytes(told: str) -> int:
    """`381.4 MiB` as a number."""
    found = _SIZE.fullmatch(told)
    if found is None:
        raise ValueError(told)
    return int(float(found.group(1)) * _UNITS[found.group(2)])
