"""Merging one resource while it is read, and settling what a single reading cannot tell."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pyarrow as pa

from queries.ledger.runs import Step, Watermark, record_step, write_watermark
from queries.load.merge import Fates, Merge
from queries.load.shape import Shape
from queries.store import Cursor, Store
from sync.ahead import made_ahead
from sync.reading import Reading

# A list that moves under the reader is read so often before it is taken as it is.
_READINGS = 3
# So many records missing from a list are asked for one by one; more are believed after a second reading.
_ASKED_ONE_BY_ONE = 50

Read = Callable[[], Generator[pa.Table, None, None]]
Mark = Callable[[Reading], Watermark]


@dataclass(frozen=True)
class Scope:
    """Which stored records a reading should bring: all of them, those under documents, or none in particular.

    `under` is the column that names the document, `documents` are their ids.
    """

    mode: str
    is_whole: bool = False
    under: str | None = None
    documents: frozenset[str] = frozenset()


@dataclass
class Merging:
    """One resource on its way into the store: one transaction, with its watermark and tie-out.

    After `settle`, `changed_ids` are new and changed records, `followed` the invoices these refer to, and
    `landed_ids` all that came; for a whole list they stay empty.
    """

    store: Store
    run: str
    reading: Reading
    shape: Shape
    scope: Scope
    rewrite: bool = False
    mark: Mark | None = None
    notes: list[str] = field(default_factory=list)
    changed_ids: set[str] = field(default_factory=set)
    followed: set[str] = field(default_factory=set)
    landed_ids: set[str] = field(default_factory=set)
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))

    def settle(self, read: Read) -> Step:
        """Merge what `read` brings until the store holds what the system does; nothing stays of a failed attempt."""
        with self.store.cursor() as reader, self.store.cursor() as cursor, cursor.atomic():
            now = datetime.now(UTC).replace(tzinfo=None)
            merge = self._merge(cursor, reader, now)
            fates = self._consume(merge, read)
            fates += self._read_until_still(merge)
            fates += self._look_for_missing(merge)
            gone = self._gone(merge)
            merge.delete(gone)
            if self.scope.is_whole:
                merge.close_unseen()
            self._remember(merge)
            step = self._step(fates, len(gone))
            record_step(cursor, self.run, step)
            if self.mark:
                write_watermark(cursor, step.system, step.resource, self.mark(self.reading))
            return step

    def _merge(self, cursor: Cursor, reader: Cursor, now: datetime) -> Merge:
        resource = self.reading.resource
        return Merge(
            cursor,
            reader,
            self.shape,
            resource.name,
            now=now,
            run=self.run,
            rewrite=self.rewrite,
            notes_changes=not self.scope.is_whole,
            follow=resource.applied_to,
        )

    def _consume(self, merge: Merge, read: Read) -> Fates:
        merge.begin_reading()
        with closing(read()) as chunks, closing(made_ahead(map(merge.parse, chunks))) as parsed:
            return sum(map(merge.write, parsed), Fates())

    def _read_until_still(self, merge: Merge) -> Fates:
        """Read a whole list again while it keeps changing, a bounded number of times."""
        fates = Fates()
        for _ in range(1, _READINGS):
            if not (self.scope.is_whole and self.reading.has_moved(merge.count_repeated())):
                return fates
            fates += self._consume(merge, self.reading.whole)
        if self.scope.is_whole and self.reading.has_moved(merge.count_repeated()):
            self.notes.append("the list kept changing while it was read")
        return fates

    def _look_for_missing(self, merge: Merge) -> Fates:
        """Ask again for stored records that did not come: a row can slip through between two pages."""
        missing = self._missing(merge)
        if len(missing) > _ASKED_ONE_BY_ONE and self.scope.is_whole:
            fates = self._consume(merge, self.reading.whole)
            self.reading.gone |= missing
            return fates
        return self._consume(merge, lambda: self.reading.by_id(missing)) if missing else Fates()

    def _missing(self, merge: Merge) -> set[str]:
        if not (self.scope.is_whole or self.scope.under):
            return set()
        return set(merge.missing(self.scope.under, self.scope.documents))

    def _gone(self, merge: Merge) -> list[str]:
        if not (self.scope.is_whole or self.scope.under):
            return sorted(self.reading.gone)
        return sorted(self._missing(merge) & self.reading.gone)

    def _remember(self, merge: Merge) -> None:
        self.changed_ids, self.followed = merge.changed_ids, merge.followed
        self.landed_ids = set() if self.scope.is_whole else merge.ids()

    def _step(self, fates: Fates, deleted: int) -> Step:
        reading = self.reading
        return Step(
            system=reading.resource.system,
            resource=reading.resource.name,
            mode=self.scope.mode,
            started_at=self.started_at,
            finished_at=datetime.now(UTC).replace(tzinfo=None),
            requests=reading.traffic.requests,
            retries=reading.traffic.retries,
            bytes=reading.traffic.bytes,
            received=reading.received,
            fates=fates,
            deleted=deleted,
            announced=reading.announced,
            note="; ".join(self.notes),
        )
