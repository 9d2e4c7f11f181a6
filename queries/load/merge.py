"""Merging what was read into the store, chunk by chunk inside one transaction, so that memory stays bounded."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import pyarrow as pa

from queries.load import statements
from queries.load.applied import lists_of_invoices
from queries.load.parse import Parse, Parsed
from queries.load.shape import Shape
from queries.store import Cursor

_NONE_KNOWN = pa.Table.from_batches([], pa.schema([("id", pa.string())]))


@dataclass(frozen=True)
class Fates:
    """How many records were inserted, updated, left as they are, set aside, or had come before."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    quarantined: int = 0
    repeated: int = 0

    def __add__(self, other: Self) -> "Fates":
        return Fates(
            self.inserted + other.inserted,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.quarantined + other.quarantined,
            self.repeated + other.repeated,
        )

    @property
    def total(self) -> int:
        """Every row that was merged, whatever became of it."""
        return self.inserted + self.updated + self.unchanged + self.quarantined + self.repeated


class Merge:
    """One resource's answers on their way into the store, inside a transaction of `cursor`.

    They are read first, by `parse` on a cursor of its own, `reader`, so that another thread can do that.
    `now` stamps new versions, `run` names the pull. `rewrite` also writes records whose text did not change: they
    are read differently than when they came. With `notes_changes`, `changed_ids` are the new and changed records and
    `followed` the invoices that these refer to, or referred to before, in any list inside them.
    """

    def __init__(
        self,
        cursor: Cursor,
        reader: Cursor,
        shape: Shape,
        resource: str,
        *,
        now: datetime,
        run: str,
        rewrite: bool = False,
        notes_changes: bool = False,
    ) -> None:
        self.changed_ids: set[str] = set()
        self.followed: set[str] = set()
        self._cursor = cursor
        self._shape = shape
        self._resource = resource
        self._now = now
        self._run = run
        self._notes_changes = notes_changes
        self._written = "'inserted', 'updated'" + (", 'unchanged'" if rewrite else "")
        self._rewrite = rewrite
        self._stored = _stored(cursor, shape)
        self.parse = Parse(reader, shape, self._stored, rewrite=rewrite)
        self._has_cases = bool(cursor.rows(statements.open_cases(shape, resource)))
        self._reading = 0
        cursor.run("create or replace temp table landed_id (id varchar, reading integer)")

    def begin_reading(self) -> None:
        """A list begins to be read, for the first time or again."""
        self._reading += 1

    def count_repeated(self) -> int:
        """How many records came more than once in the last reading: the list moved while it was read."""
        counted = "select count(id) - count(distinct id) from landed_id where reading = $reading"
        return int(self._cursor.value(counted, reading=self._reading))

    def ids(self) -> set[str]:
        """Ids of the records that came, those set aside included."""
        return self._column("select distinct id from landed_id")

    def missing(self, under: str | None = None, documents: Collection[str] = ()) -> list[str]:
        """Ids of stored records that did not come: of all, or of those whose column `under` names a document."""
        where = f"{under} in (select unnest($documents))" if under else "$documents is not null"
        rows = self._cursor.rows(
            f"select id from {self._shape.target} where deleted_at is null and {where} "
            "and id not in (select id from landed_id where id is not null) order by id",
            documents=list(documents),
        )
        return [record_id for (record_id,) in rows]

    def count_stored(self) -> int:
        """How many records are stored and not known to be gone."""
        return int(self._cursor.value(f"select count(*) from {self._shape.target} where deleted_at is null"))

    def living(self, record_ids: Collection[str]) -> set[str]:
        """Those of the records that are stored and not known to be gone."""
        return self._column(
            f"select id from {self._shape.target} where deleted_at is null and id in (select unnest($ids))",
            ids=list(record_ids),
        )

    def write(self, chunk: Parsed) -> Fates:
        """Merge one chunk.

        What is staged stays in Arrow: a temporary table would be held in memory until the transaction ends.
        """
        cursor, shape = self._cursor, self._shape
        chunk.hand_to(cursor)
        incoming = self._decide()
        if self._stage_children():
            incoming = cursor.table(statements.set_aside_broken(shape))
            cursor.register("incoming", incoming)
        cursor.run("insert into landed_id select id, $reading from incoming", reading=self._reading)
        self._note_changes()
        fates = _counted(incoming)
        self._replace(fates)
        self._set_aside(fates)
        return fates

    def _decide(self) -> pa.Table:
        """What is to become of each record of the chunk, handed on as `incoming`."""
        cursor = self._cursor
        cursor.register("come_before", cursor.table(statements.find_come_before()))
        cursor.register("known", cursor.table(statements.find_known(self._stored)) if self._stored else _NONE_KNOWN)
        incoming = cursor.table(cursor.planned(statements.decide(self._now)))
        cursor.register("incoming", incoming)
        return incoming

    def _stage_children(self) -> bool:
        """Take the lists inside the records apart; whether an element of them cannot be read, or may not be."""
        is_suspect = False
        for child in self._shape.children:
            elements = self._cursor.table(self._cursor.planned(statements.stage_child(child)))
            self._cursor.register(f"incoming_{child.table}", elements)
            is_suspect |= any(elements.column(name).null_count < elements.num_rows for name in ("problem", "doubt"))
        return is_suspect

    def _replace(self, fates: Fates) -> None:
        cursor = self._cursor
        if fates.inserted < fates.total:
            cursor.run(statements.keep_replaced_versions(self._shape, self._resource), now=self._now)
            for sql in statements.remove_replaced(self._shape, self._written):
                cursor.run(sql)
        if fates.inserted + fates.updated or self._rewrite:
            cursor.run(cursor.planned(statements.write_records(self._shape, self._written)))
            for child in self._shape.children:
                cursor.run(cursor.planned(statements.write_children(self._shape, child, self._written)))

    def _set_aside(self, fates: Fates) -> None:
        close, seen_again, add = statements.set_aside(self._shape, self._resource)
        if self._has_cases:
            self._cursor.run(close, now=self._now)
        if fates.quarantined:
            self._has_cases = True
            self._cursor.run(seen_again, now=self._now)
            self._cursor.run(add, now=self._now, run=self._run)

    def _note_changes(self) -> None:
        if not self._notes_changes:
            return
        changed = "semi join incoming on incoming.id = {key} and incoming.fate in ('inserted', 'updated')"
        self.changed_ids |= self._column("select id from incoming where fate in ('inserted', 'updated')")
        for child in lists_of_invoices(self._shape):
            stored = f"{self._shape.system}.{child.table}"
            sources = ((f"incoming_{child.table}", "record_id"), (stored, child.parent_key))
            for table, key in sources:
                self.followed |= self._column(f"select invoice_id from {table} {changed.format(key=key)}")

    def _column(self, sql: str, **params: Any) -> set[str]:
        return {value for (value,) in self._cursor.rows(sql, **params) if value}

    def close_unseen(self) -> None:
        """Close quarantined records that a whole list does not hold any more."""
        self._cursor.run(statements.close_unseen(self._shape, self._resource), now=self._now)

    def delete(self, record_ids: Sequence[str]) -> None:
        """Mark records as gone from the system. Their last version stays."""
        if record_ids:
            self._cursor.run(
                f"update {self._shape.target} set deleted_at = $now where id in (select unnest($ids))",
                now=self._now,
                ids=list(record_ids),
            )


def _counted(incoming: pa.Table) -> Fates:
    counts = {one["values"]: one["counts"] for one in incoming.column("fate").value_counts().to_pylist()}
    return Fates(**counts)


def _stored(cursor: Cursor, shape: Shape) -> str | None:
    """The stored records to compare with: none when a pull begins with an empty table, which it then fills itself."""
    return shape.target if cursor.rows(f"select 1 from {shape.target} limit 1") else None
