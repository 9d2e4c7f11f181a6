"""Records on their way from the reader of a list to the merge, in chunks of bounded size."""

import queue
import threading
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec
import pyarrow as pa

from sync.withheld import without

# A batch is what one thread of DuckDB reads at a time; a chunk is what is merged at a time: each costs as much again
# however large it is. Few chunks are held at once, so that their size, not the number of records, bounds the memory a
# pull takes.
_BATCH_BYTES = 4_000_000
_CHUNK_BATCHES = 5
_CHUNKS_HELD = 1
_SCHEMA = pa.schema([("row_number", pa.int32()), ("json", pa.json_())])


class Stream:
    """A bounded queue of records, each the untouched text of its answer.

    One thread adds and ends it, another takes the chunks; the first waits when the second falls behind. `withheld`
    names fields that are dropped before anything goes further.
    """

    def __init__(self, withheld: Sequence[str] = ()) -> None:
        self.received = 0
        self._withheld = frozenset(withheld)
        self._rows: list[msgspec.Raw | bytes] = []
        self._bytes = 0
        self._batches: list[pa.RecordBatch] = []
        self._chunks: queue.Queue[pa.Table | None] = queue.Queue(_CHUNKS_HELD)
        self._abandoned = threading.Event()

    def add(self, rows: Sequence[msgspec.Raw]) -> bool:
        """Hand on some records; False when nobody takes them any more."""
        kept = [without(row, self._withheld) for row in rows] if self._withheld else rows
        self._rows += kept
        self._bytes += sum(map(len, kept))
        self.received += len(rows)
        if self._bytes >= _BATCH_BYTES:
            self._end_batch()
        if len(self._batches) >= _CHUNK_BATCHES:
            self._put(self._end_chunk())
        return not self._abandoned.is_set()

    def end(self) -> None:
        """Nothing more will come."""
        self._end_batch()
        if self._batches:
            self._put(self._end_chunk())
        self._put(None)

    def chunks(self) -> Iterator[pa.Table]:
        """The chunks as they come: `json` is the text of one record a row, `row_number` its place in the chunk."""
        while (chunk := self._chunks.get()) is not None:
            yield chunk

    def abandon(self) -> None:
        """Nobody takes the chunks any more."""
        self._abandoned.set()

    def _put(self, chunk: pa.Table | None) -> None:
        while not self._abandoned.is_set():
            try:
                self._chunks.put(chunk, timeout=0.2)
            except queue.Full:
                continue
            return

    def _end_batch(self) -> None:
        if self._rows:
            self._batches.append(_batch(self._rows, sum(one.num_rows for one in self._batches)))
            self._rows, self._bytes = [], 0

    def _end_chunk(self) -> pa.Table:
        chunk = pa.Table.from_batches(self._batches, _SCHEMA)
        self._batches = []
        return chunk


def _batch(rows: Sequence[msgspec.Raw | bytes], first: int) -> pa.RecordBatch:
    """The rows as texts, copied once; the transport has checked that they are UTF-8."""
    ends = array("i", accumulate(map(len, rows), initial=0))
    texts = pa.StringArray.from_buffers(len(rows), pa.py_buffer(ends), pa.py_buffer(b"".join(rows)))
    numbers = _numbers(range(first, first + len(rows)))
    return pa.record_batch([numbers, pa.ExtensionArray.from_storage(pa.json_(), texts)], schema=_SCHEMA)


def _numbers(numbers: Sequence[int]) -> pa.Array:
    """The numbers as Arrow keeps them. `pa.array` would load pandas for it, which takes a third of a second."""
    return pa.Array.from_buffers(pa.int32(), len(numbers), [None, pa.py_buffer(array("i", numbers))])
