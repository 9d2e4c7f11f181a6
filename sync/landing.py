"""Answers landed on disk as they came, one record a line, in chunks, until they are merged into the store."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

# Small enough that merging a chunk stays within a fraction of the store's memory limit.
_CHUNK_BYTES = 24_000_000

_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])


class _Identity(msgspec.Struct):
    id: msgspec.Raw = msgspec.Raw(b"")


_identity = msgspec.json.Decoder(_Identity)


class Landing:
    """The landed records of one resource. Removed at the end, whatever happens."""

    def __init__(self, folder: Path, name: str, withheld: Sequence[str] = ()) -> None:
        self.chunks: list[Path] = []
        self.received = 0
        self._folder = folder
        self._name = name
        self._withheld = frozenset(withheld)
        self._out: BinaryIO | None = None
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget everything landed so far."""
        self.finish()
        for chunk in self.chunks:
            chunk.unlink(missing_ok=True)
        self.chunks = []
        self.received = 0

    def add(self, rows: Sequence[msgspec.Raw]) -> None:
        """Land some records."""
        kept = [self._without_withheld(row) for row in rows] if self._withheld else rows
        if not kept:
            return
        text = b"\n".join(kept)
        # Within a record a line break can only be white space between tokens: inside a text it is escaped.
        out = self._current()
        out.write(text if text.count(b"\n") == len(kept) - 1 else b"\n".join(map(_on_one_line, kept)))
        out.write(b"\n")
        self.received += len(rows)

    def finish(self) -> None:
        """Close the current chunk, so that it can be read."""
        if self._out:
            self._out.close()
            self._out = None

    def drop_repeats(self) -> int:
        """Keep only the last answer of each record; returns how many were dropped."""
        self.finish()
        last: dict[bytes, tuple[int, int]] = {}
        for number, chunk in enumerate(self.chunks):
            with chunk.open("rb") as lines:
                last.update((_key(line), (number, row)) for row, line in enumerate(lines))
        kept = set(last.values())
        for number, chunk in enumerate(self.chunks):
            _keep_lines(chunk, {row for where, row in kept if where == number})
        return self.received - len(kept)

    def _current(self) -> BinaryIO:
        if self._out and self._out.tell() >= _CHUNK_BYTES:
            self.finish()
        if not self._out:
            self.chunks.append(self._folder / f"{self._name}.{len(self.chunks):05d}.ndjson")
            self._out = self.chunks[-1].open("wb")
        return self._out

    def _without_withheld(self, row: msgspec.Raw) -> bytes:
        try:
            fields = _fields.decode(row)
        except msgspec.DecodeError:
            return bytes(row)
        if self._withheld.isdisjoint(fields):
            return bytes(row)
        return msgspec.json.encode({key: value for key, value in fields.items() if key not in self._withheld})


def _on_one_line(row: bytes | msgspec.Raw) -> bytes:
    return bytes(row).replace(b"\r", b" ").replace(b"\n", b" ")


def _key(line: bytes) -> bytes:
    """What makes two lines the same record: the id, or the whole text where there is none."""
    try:
        return bytes(_identity.decode(line).id) or line
    except msgspec.DecodeError:
        return line


def _keep_lines(chunk: Path, rows: Iterable[int]) -> None:
    wanted = set(rows)
    fresh = chunk.with_suffix(".once")
    with chunk.open("rb") as lines, fresh.open("wb") as out:
        out.writelines(line for row, line in enumerate(lines) if row in wanted)
    fresh.replace(chunk)
