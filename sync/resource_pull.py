"""Pulling one resource: how it is read this time, and what its changes lead to."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from queries.ledger.pending import WHOLE_LIST, note_pending, read_pending, settle_all_pending, settle_pending
from queries.ledger.runs import Step, Watermark, read_watermark
from queries.load.applied import applied_since
from queries.store import Store
from sync.errors import NotValidError
from sync.merging import Merging, Read, Scope
from sync.policy import Policy
from sync.progress import ResourceProgress, Stage, Watcher
from sync.reading import Client, Reading
from sync.resources.table import Resource, hanging_under
from sync.withheld import WITHHELD

# More changed documents than this, and all their line items are read at once rather than one document at a time.
_DOCUMENTS_ONE_BY_ONE = 60
# Likewise for invoices whose balance a payment or credit may have moved.
_INVOICES_ONE_BY_ONE = 200


@dataclass
class Changes:
    """What was read of one system in this pull: `seen` the records by resource, `whole` the lists read whole.

    `begun` is the system's own clock when a list began to be read, UTC.
    """

    seen: dict[str, set[str]] = field(default_factory=dict)
    begun: dict[str, datetime] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class ResourcePull:
    """One resource of a pull, and what it shares with the others of its system.

    `table` are the resources of the system, `wanted` the names of those that are pulled. `begun` are the readings
    that were begun, the last of them last.
    """

    store: Store
    policy: Policy
    full: bool
    run: str
    resource: Resource
    table: Sequence[Resource]
    wanted: frozenset[str]
    client: Client
    executor: Executor
    changes: Changes
    watch: Watcher
    stop: threading.Event
    begun: list[Merging] = field(default_factory=list)

    def pull_list(self) -> Sequence[Step]:
        """Pull a resource by its list: what changed where that is known, else whole."""
        known = self._watermark()
        since = None if self._is_whole_due(known) else known.changed_since
        if since is None:
            return [self._pull_whole(known)]
        reading = self._reading()
        merging = self._merging(reading, Scope("incremental"), known)
        try:
            return [self._merge_list(merging, lambda: reading.since(since))]
        except NotValidError:
            return [self._pull_whole(known, "the system does not tell what changed, so the list was read whole")]

    def _pull_whole(self, known: Watermark, note: str = "") -> Step:
        reading = self._reading()
        merging = self._merging(reading, Scope("full", is_whole=True), known)
        merging.notes += [note] if note else []
        return self._merge_list(merging, reading.whole)

    def _merge_list(self, merging: Merging, read: Read) -> Step:
        step = self._settle(merging, read)
        if merging.scope.is_whole:
            self.changes.whole.add(self.resource.name)
        self.changes.seen[self.resource.name] = merging.landed_ids
        self.changes.begun[self.resource.name] = merging.reading.mark(timedelta())
        return step

    def pull_under_documents(self) -> Sequence[Step]:
        """Pull line items, which do not tell when they changed, for the documents that did, now or in an earlier pull.

        Without the lists of these documents nobody knows which did, so all line items are read.
        """
        pending, known = self._pending(), self._watermark()
        if self._is_whole_due(known) or _is_much(pending, _DOCUMENTS_ONE_BY_ONE):
            return [self._pull_whole(known)]
        if self.wanted.isdisjoint(name for name, _ in self.resource.documents):
            return [self._pull_whole(known, "read whole: the lists that tell what changed were not asked for")]
        self._report(Stage.DONE, 0)
        return [
            self._pull_documents(field_name, frozenset(filter(None, document_ids)), known)
            for field_name, document_ids in sorted(pending.items())
        ]

    def _pull_documents(self, field_name: str, document_ids: frozenset[str], known: Watermark) -> Step:
        reading = self._reading()
        scope = Scope("by document", under=field_name, documents=document_ids)
        merging = self._merging(reading, scope, known, marks=False)
        try:
            return self._settle(merging, lambda: reading.of_documents(field_name, document_ids))
        except NotValidError:
            return self._pull_whole(known, "the system does not list these by document, so all were read")

    def pull_followed(self) -> Sequence[Step]:
        """Read again single records of which something else tells that they changed.

        Such are invoices that changed payments and credits refer to, whose own stamp may not have moved, and records
        that a correction removed, which a list just leaves out. Where the list itself has just failed they stay
        pending. What came with the list is as it should be, unless something was applied to it since.
        """
        seen = self.changes.seen.get(self.resource.name)
        if seen is None:
            return []
        if self._pending():
            self._let_go(None if self.resource.name in self.changes.whole else seen)
        self._note_applied_meanwhile()
        wanted = self._pending().get("", set())
        if not wanted:
            return []
        known = self._watermark()
        if _is_much({"": wanted}, _INVOICES_ONE_BY_ONE):
            return [self._pull_whole(known, "many balances moved, so the list was read whole")]
        ids, reading = set(filter(None, wanted)), self._reading()
        merging = self._merging(reading, Scope("by id"), known, marks=False)
        return [self._settle(merging, lambda: reading.by_id(ids))]

    def failed_step(self, message: str, now: datetime) -> Step:
        """How a failure is noted: what was being read, or that nothing was asked."""
        if self.begun:
            return self.begun[-1].failed(message)
        return Step(self.resource.system, self.resource.name, "none", now, now, status="failed", note=message)

    def _pending(self) -> dict[str, set[str | None]]:
        with self.store.cursor() as cursor:
            return read_pending(cursor, self.resource.system, self.resource.name)

    def _note_applied_meanwhile(self) -> None:
        """A payment made while both lists were read may be in one and not yet in the other."""
        appliers = [one.shape(self.policy.mapping) for one in self.table if one.applied_to == self.resource.name]
        # An answer may be as old as it may take to come.
        since = self.changes.begun[self.resource.name] - timedelta(seconds=self.policy.sync.read_timeout_seconds)
        if not appliers:
            return
        with self.store.transaction() as cursor:
            for shape in appliers:
                note_pending(cursor, self.resource.system, self.resource.name, "", applied_since(cursor, shape, since))

    def _let_go(self, seen: set[str] | None) -> None:
        """Drop what had to be read again and was read anyway: some records, or with None the whole list."""
        with self.store.transaction() as cursor:
            if seen is None:
                settle_all_pending(cursor, self.resource.system, self.resource.name)
            else:
                settle_pending(cursor, self.resource.system, self.resource.name, "", seen)

    def _settle(self, merging: Merging, read: Read) -> Step:
        step = merging.settle(read)
        self._report(Stage.DONE, step.received, step.announced, step.note)
        return step

    def _is_whole_due(self, known: Watermark) -> bool:
        if self.full or known.read_whole_at is None or known.changed_since is None or self._is_read_anew(known):
            return True
        age = datetime.now(UTC).replace(tzinfo=None) - known.read_whole_at
        return age > timedelta(hours=self.policy.sync.full_every_hours)

    def _is_read_anew(self, known: Watermark) -> bool:
        """Whether the stored records were read differently than they would be now."""
        return known.fingerprint != self.resource.shape(self.policy.mapping).fingerprint

    def _next_watermark(self, reading: Reading, known: Watermark, *, is_whole: bool) -> Watermark:
        return Watermark(
            changed_since=reading.mark(timedelta(minutes=self.policy.sync.overlap_minutes)),
            read_whole_at=datetime.now(UTC).replace(tzinfo=None) if is_whole else known.read_whole_at,
            fingerprint=self.resource.shape(self.policy.mapping).fingerprint,
        )

    def _watermark(self) -> Watermark:
        with self.store.cursor() as cursor:
            return read_watermark(cursor, self.resource.system, self.resource.name)

    def _reading(self) -> Reading:
        self._report(Stage.READING, 0)
        withheld = WITHHELD.get((self.resource.system, self.resource.name), ())
        return Reading(self.client, self.resource, self.executor, self.stop, self._watch_reading(), withheld)

    def _watch_reading(self) -> Callable[[int, int | None], None]:
        return lambda received, announced: self._report(Stage.READING, received, announced)

    def _merging(self, reading: Reading, scope: Scope, known: Watermark, *, marks: bool = True) -> Merging:
        merging = Merging(
            self.store,
            self.run,
            reading,
            self.resource.shape(self.policy.mapping),
            scope,
            rewrite=scope.is_whole and self._is_read_anew(known),
            mark=(lambda read: self._next_watermark(read, known, is_whole=scope.is_whole)) if marks else None,
            leads_to=hanging_under(self.resource.name, self.table),
        )
        self.begun.append(merging)
        return merging

    def _report(self, stage: Stage, received: int, announced: int | None = None, note: str = "") -> None:
        self.watch(ResourceProgress(self.resource.system, self.resource.name, stage, received, announced, note))


def _is_much(pending: dict[str, set[str | None]], one_by_one: int) -> bool:
    """Whether so much is to be read that the whole list costs less, or that it has to be the whole list."""
    return sum(map(len, pending.values())) > one_by_one or any(WHOLE_LIST in ids for ids in pending.values())
