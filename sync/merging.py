"""Merging what was read of one resource, and settling what a single reading cannot tell."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime

from queries.ledger.runs import Step, Watermark, record_step, write_watermark
from queries.load.merge import Fates, Merge
from queries.load.shape import Shape
from queries.store import Cursor, Store
from sync.reading import Reading

# A list that moves under the reader is read so often before it is taken as it is.
_READINGS = 3
# So many records missing from a whole list are asked for one by one; more are believed after a second reading.
_ASKED_ONE_BY_ONE = 50


class _UnsettledError(Exception):
    """What was merged cannot stand yet; the transaction is rolled back."""


class _MovedError(_UnsettledError):
    """Records came more than once, or not as many as announced."""


class _MissingError(_UnsettledError):
    """Stored records did not come, and nobody has asked yet whether they are gone."""

    def __init__(self, record_ids: Collection[str]) -> None:
        super().__init__(f"{len(record_ids)} records did not come")
        self.record_ids = frozenset(record_ids)


@dataclass(frozen=True)
class Scope:
    """Which stored records a reading should have brought: all of them, those under documents, or none.

    `under` is the column that names the document, `documents` are their ids.
    """

    mode: str
    is_whole: bool = False
    under: str | None = None
    documents: frozenset[str] = frozenset()


@dataclass
class Merging:
    """One resource on its way from its landing into the store: one transaction, with watermark and tie-out."""

    store: Store
    run: str
    reading: Reading
    shape: Shape
    scope: Scope
    started_at: datetime
    rewrite: bool = False
    watermark: Watermark | None = None
    notes: list[str] = field(default_factory=list)
    followed: set[str] = field(default_factory=set)
    changed_ids: set[str] = field(default_factory=set)
    landed_ids: set[str] = field(default_factory=set)
    _gone: set[str] = field(default_factory=set)
    _asked: set[str] = field(default_factory=set)
    _repeated: int = 0
    _readings: int = 1

    def settle(self) -> Step:
        """Merge; read again or ask again until what is merged is what the system holds."""
        while True:
            try:
                with self.store.transaction() as cursor:
                    return self._merge(cursor)
            except _MovedError:
                self._mend_moved()
            except _MissingError as missing:
                self._look_for(missing.record_ids)

    def mark_gone(self, record_ids: Collection[str]) -> None:
        """Records already known to be gone from the system."""
        self._gone |= set(record_ids)

    def _merge(self, cursor: Cursor) -> Step:
        now = datetime.now(UTC).replace(tzinfo=None)
        merge = Merge(
            cursor,
            self.shape,
            self.reading.resource.name,
            rewrite=self.rewrite,
            notes_changes=not self.scope.is_whole,
            follow=self.reading.resource.applied_to,
        )
        fates = sum((merge.write(chunk, now=now, run=self.run) for chunk in self.reading.landing.chunks()), Fates())
        self._refuse_moved(merge.count_repeated())
        gone = self._gone_among(merge)
        merge.delete(gone, now=now)
        if self.scope.is_whole:
            merge.close_unseen(now=now)
        self._remember(merge)
        step = self._step(fates, len(gone))
        record_step(cursor, self.run, step)
        if self.watermark:
            write_watermark(cursor, step.system, step.resource, self.watermark)
        return step

    def _refuse_moved(self, repeated: int) -> None:
        is_suspect = self.scope.is_whole and self._readings < _READINGS and self.reading.has_moved(self._repeated)
        if repeated or is_suspect:
            raise _MovedError

    def _mend_moved(self) -> None:
        """Read a whole list again, a bounded number of times; drop what came twice where that does not help."""
        if self.scope.is_whole and self._readings < _READINGS:
            self._readings += 1
            self._repeated = 0
            self.reading.read_again()
            return
        self._repeated += self.reading.landing.drop_repeats()
        if self.scope.is_whole:
            self.notes.append("the list kept changing while it was read")

    def _gone_among(self, merge: Merge) -> list[str]:
        """Ids of stored records that are gone from the system. Raises when somebody has to ask first."""
        if not (self.scope.is_whole or self.scope.under):
            return sorted(self._gone)
        missing = set(merge.missing(self.scope.under, self.scope.documents))
        if missing - self._asked:
            raise _MissingError(missing)
        return sorted(missing & self._gone)

    def _look_for(self, record_ids: frozenset[str]) -> None:
        """Find out which missing records are gone: a row can slip through between two pages."""
        if len(record_ids) > _ASKED_ONE_BY_ONE and self.scope.is_whole and not self._asked:
            self.reading.read_again()
            self._asked = self._gone = set(record_ids)
            return
        self._gone |= set(self.reading.by_id(record_ids - self._asked))
        self._asked |= record_ids

    def _remember(self, merge: Merge) -> None:
        self.followed = merge.followed
        self.changed_ids = merge.changed_ids
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
            received=reading.landing.received,
            repeated=self._repeated,
            fates=fates,
            deleted=deleted,
            announced=reading.announced,
            note="; ".join(self.notes),
        )
