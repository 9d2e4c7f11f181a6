"""Merging one resource while it is read, and settling what a single reading cannot tell."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pyarrow as pa

from queries.ledger.pending import WHOLE_LIST, note_pending, settle_all_pending, settle_pending
from queries.ledger.runs import Step, Watermark, record_step, write_watermark
from queries.load.merge import Fates, Merge
from queries.load.shape import Shape
from queries.store import Cursor, Store
from sync.ahead import made_ahead
from sync.missing import ASKED_ONE_BY_ONE, check_list, sample
from sync.reading import Reading

# A list that moves under the reader is read so often before it is taken as it is.
_READINGS = 3

Read = Callable[[], Generator[pa.Table, None, None]]
Mark = Callable[[Reading], Watermark]


@dataclass(frozen=True)
class Scope:
    """Which stored records a reading should bring: all of them, those under documents, or none in particular.

    `under` is the field that names the document, `documents` are their ids.
    """

    mode: str
    is_whole: bool = False
    under: str | None = None
    documents: frozenset[str] = frozenset()


@dataclass
class Merging:
    """One resource on its way into the store: one transaction, with its watermark and tie-out.

    `leads_to` names the lists of what hangs under these records, and the field that refers to them. After `settle`,
    `landed_ids` are the records that came; for a whole list they stay empty.
    """

    store: Store
    run: str
    reading: Reading
    shape: Shape
    scope: Scope
    rewrite: bool = False
    mark: Mark | None = None
    leads_to: Sequence[tuple[str, str]] = ()
    notes: list[str] = field(default_factory=list)
    landed_ids: set[str] = field(default_factory=set)
    kept_moving: bool = False
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC).replace(tzinfo=None))

    def settle(self, read: Read) -> Step:
        """Merge what `read` brings until the store holds what the system does; nothing stays of a failed attempt."""
        with self.store.cursor() as reader, self.store.cursor() as cursor, cursor.atomic():
            now = datetime.now(UTC).replace(tzinfo=None)
            merge = self._merge(cursor, reader, now)
            fates = self._consume(merge, read)
            fates += self._read_until_still(merge, read)
            fates += self._look_for_missing(merge)
            gone = self._gone(merge)
            merge.delete(gone)
            if self.scope.is_whole:
                merge.close_unseen()
            self.landed_ids = set() if self.scope.is_whole else merge.ids()
            self._note_what_follows(cursor, merge, fates)
            step = self._step(fates, len(gone))
            record_step(cursor, self.run, step)
            if self._is_settled():
                self._let_go(cursor)
            return step

    def failed(self, message: str) -> Step:
        """How it is noted when it could not be settled: what was asked, and that nothing of it was kept."""
        return replace(self._step(Fates(), 0), received=0, status="failed", note=message)

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
        )

    def _consume(self, merge: Merge, read: Read) -> Fates:
        merge.begin_reading()
        with closing(read()) as chunks, closing(made_ahead(map(merge.parse, chunks))) as parsed:
            return sum(map(merge.write, parsed), Fates())

    def _read_until_still(self, merge: Merge, read: Read) -> Fates:
        """Read a list again while it keeps changing, a bounded number of times."""
        fates = Fates()
        for _ in range(1, _READINGS):
            if not self.reading.has_moved(merge.count_repeated()):
                return fates
            fates += self._consume(merge, read)
        self.kept_moving = self.reading.has_moved(merge.count_repeated())
        if self.kept_moving:
            self.notes.append("the list kept changing while it was read")
        return fates

    def _look_for_missing(self, merge: Merge) -> Fates:
        """Ask again for stored records that did not come: a row can slip through between two pages."""
        fates = Fates()
        if self.scope.is_whole and len(self._missing(merge)) > ASKED_ONE_BY_ONE:
            fates += self._consume(merge, self.reading.whole)
        missing = self._missing(merge)
        if not missing:
            return fates
        asked = sample(missing) if self.scope.is_whole else missing
        fates += self._consume(merge, lambda: self.reading.by_id(asked))
        if self.scope.is_whole:
            self.notes += check_list(merge, self.reading, missing, asked)
        return fates

    def _missing(self, merge: Merge) -> set[str]:
        if not (self.scope.is_whole or self.scope.under):
            return set()
        return set(merge.missing(self.scope.under and f"{self.scope.under}_id", self.scope.documents))

    def _gone(self, merge: Merge) -> list[str]:
        if not (self.scope.is_whole or self.scope.under):
            return sorted(self.reading.gone)
        return sorted(self._missing(merge) & self.reading.gone)

    def _note_what_follows(self, cursor: Cursor, merge: Merge, fates: Fates) -> None:
        """Keep what is to be read because of these records; a whole list does not tell which of them changed."""
        resource, is_whole = self.reading.resource, self.scope.is_whole
        for name, under in self.leads_to:
            note_pending(cursor, resource.system, name, under, [WHOLE_LIST] if is_whole else merge.changed_ids)
        if resource.applied_to:
            followed = [WHOLE_LIST] if is_whole and fates.inserted + fates.updated else merge.followed
            note_pending(cursor, resource.system, resource.applied_to, "", followed)

    def _is_settled(self) -> bool:
        """Whether what was asked for came for certain, or will with the next reading, which is whole again."""
        return self.scope.is_whole or not self.kept_moving

    def _let_go(self, cursor: Cursor) -> None:
        """Move the watermark on, and drop what had to be read and now was."""
        system, name = self.reading.resource.system, self.reading.resource.name
        if self.mark:
            mark = self.mark(self.reading)
            # What a list that kept changing passed over does not change again by itself: it is read whole once more.
            write_watermark(cursor, system, name, replace(mark, changed_since=None) if self.kept_moving else mark)
        if self.scope.is_whole:
            settle_all_pending(cursor, system, name)
        elif self.scope.under:
            settle_pending(cursor, system, name, self.scope.under, self.scope.documents)
        else:
            settle_pending(cursor, system, name, "", self.landed_ids | self.reading.gone)

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
