"""Answers landed on disk as they came, in chunks of bounded size, until they are merged into the store."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import pyarrow as pa

# A batch is what one thread of DuckDB reads at a time; a chunk is what is merged at a time, so its size bounds
# the memory a merge takes.
_BATCH_BYTES = 4_000_000
_CHUNK_BATCHES = 6
_SCHEMA = pa.schema([("row_number", pa.int32()), ("json", pa.string())])

_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])


class _Identity(msgspec.Struct):
    id: msgspec.Raw = msgspec.Raw(b"")


_identity = msgspec.json.Decoder(_Identity)


class Landing:
    """The landed records of one resource, each the untouched text of its answer.

    Kept in files under `folder`, which are removed at the end, whatever happens. `withheld` names fields that are
    dropped before anything reaches the disk.
    """

    def __init__(self, folder: Path, name: str, withheld: Sequence[str] = ()) -> None:
        self.received = 0
        self._folder = folder
        self._name = name
        self._withheld = frozenset(withheld)
        self._files: list[Path] = []
        self._rows: list[msgspec.Raw | bytes] = []
        self._bytes = 0
        self._batches: list[pa.RecordBatch] = []
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything landed so far."""
        for file in self._files:
            file.unlink(missing_ok=True)
        self._files, self._rows, self._batches = [], [], []
        self._bytes = self.received = 0

    def add(self, rows: Sequence[msgspec.Raw]) -> None:
        """Land some records."""
        kept = [self._without_withheld(row) for row in rows] if self._withheld else rows
        self._rows += kept
        self._bytes += sum(map(len, kept))
        self.received += len(rows)
        if self._bytes >= _BATCH_BYTES:
            self._end_batch()

    def chunks(self) -> Iterator[pa.Table]:
        """Everything landed so far, a chunk at a time: column `json` holds the text of one record a row,
        `row_number` tells the rows of a chunk apart."""
        self._end_batch()
        for file in self._files:
            with pa.OSFile(str(file)) as source:
                yield pa.ipc.open_file(source).read_all()
        if self._batches:
            yield pa.Table.from_batches(self._batches, _SCHEMA)

    def drop_repeats(self) -> int:
        """Keep only the last answer of each record; returns how many were dropped."""
        self._end_batch()
        self._end_chunk()
        last: dict[bytes, tuple[int, int]] = {}
        for number, chunk in enumerate(self.chunks()):
            last.update((_key(text), (number, row)) for row, text in enumerate(_texts(chunk)))
        kept = set(last.values())
        for number, file in enumerate(self._files):
            _keep(file, [row for where, row in sorted(kept) if where == number])
        return self.received - len(kept)

    def _end_batch(self) -> None:
        if self._rows:
            self._batches.append(_batch(self._rows, sum(one.num_rows for one in self._batches)))
            self._rows, self._bytes = [], 0
        if len(self._batches) > _CHUNK_BATCHES:
            self._end_chunk()

    def _end_chunk(self) -> None:
        if self._batches:
            file = self._folder / f"{self._name}.{len(self._files):05d}.arrow"
            _write(file, pa.Table.from_batches(self._batches, _SCHEMA))
            self._files.append(file)
            self._batches = []

    def _without_withheld(self, row: msgspec.Raw) -> bytes:
        try:
            fields = _fields.decode(row)
        except msgspec.DecodeError:
            return bytes(row)
        if self._withheld.isdisjoint(fields):
            return bytes(row)
        return msgspec.json.encode({key: value for key, value in fields.items() if key not in self._withheld})


def _batch(rows: Sequence[msgspec.Raw | bytes], first: int) -> pa.RecordBatch:
    """The rows as texts, copied once; the transport has checked that they are UTF-8."""
    ends = pa.array(accumulate(map(len, rows), initial=0), pa.int32())
    texts = pa.StringArray.from_buffers(len(rows), ends.buffers()[1], pa.py_buffer(b"".join(rows)))
    return pa.record_batch([pa.array(range(first, first + len(rows)), pa.int32()), texts], schema=_SCHEMA)


def _keep(file: Path, rows: Sequence[int]) -> None:
    with pa.OSFile(str(file)) as source:
        kept = pa.ipc.open_file(source).read_all().take(pa.array(rows, pa.int64()))
    _write(file, kept)


def _write(file: Path, table: pa.Table) -> None:
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, _SCHEMA) as writer:
        writer.write_table(table)


def _texts(chunk: pa.Table) -> list[bytes]:
    return [text.encode() for text in chunk.column("json").to_pylist()]


def _key(text: bytes) -> bytes:
    """What makes two answers the same record: the id, or the whole text where there is none."""
    try:
        return bytes(_identity.decode(text).id) or text
    except msgspec.DecodeError:
        return text
