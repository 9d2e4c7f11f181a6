"""Reading the texts of a chunk of records, apart from the transaction that merges them, so that both go on at once."""

from dataclasses import dataclass

import pyarrow as pa

from queries.load import statements
from queries.load.shape import Shape
from queries.store import Cursor

_NONE_SAME = pa.Table.from_batches(
    [], pa.schema([("row_number", pa.int32()), ("id", pa.string()), ("known_since", pa.timestamp("us"))])
)


@dataclass(frozen=True)
class Parsed:
    """A chunk as it came, `landed`, which of it is stored in just this text, `same`, and what was read, `typed`.

    `typed` holds the text as well, the same memory as in `landed`: a join would copy every text to bring them together.
    What decides about a record is handed on as `keyed` too: DuckDB takes every column over of a table it is handed.
    """

    landed: pa.Table
    same: pa.Table
    typed: pa.Table

    def hand_to(self, cursor: Cursor) -> None:
        """Let statements of `cursor` read it under these names."""
        cursor.register("landed", self.landed)
        cursor.register("same", self.same)
        cursor.register("typed", self.typed)
        cursor.register("keyed", self.typed.select(["row_number", "id", "raw_hash", "problem"]))


class Parse:
    """Reads chunks of one resource on a cursor of its own, which sees the store as it was before the pull's merge.

    `stored` are the records to compare with, None where there are none. With `rewrite`, those whose text is stored
    already are read too.
    """

    def __init__(self, cursor: Cursor, shape: Shape, stored: str | None, *, rewrite: bool) -> None:
        self._cursor = cursor
        self._find_same = statements.find_same(shape, stored) if stored else None
        self._read_records = statements.read_records(shape, knows_same=stored is not None, reread=rewrite)

    def __call__(self, chunk: pa.Table) -> Parsed:
        """Read one chunk: column `json` holds the text of one record a row, `row_number` its row."""
        cursor = self._cursor
        cursor.register("landed", chunk)
        same = cursor.table(self._find_same) if self._find_same else _NONE_SAME
        cursor.register("same", same)
        return Parsed(chunk, same, with_texts(cursor.table(cursor.planned(self._read_records)), chunk))


def with_texts(typed: pa.Table, landed: pa.Table) -> pa.Table:
    """`typed` with the column `json` of `landed`. Several threads of DuckDB may have put the rows in another order."""
    texts = landed.column("json")
    if typed.column("row_number") != landed.column("row_number"):
        texts = texts.take(typed.column("row_number"))
    return typed.append_column("json", texts)
