"""Pulling one resource: how it is read this time, and what its changes lead to."""

import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from queries.ledger.runs import Step, Watermark, read_watermark
from queries.store import Store
from sync.errors import NotValidError
from sync.merging import Merging, Read, Scope
from sync.policy import Policy
from sync.progress import ResourceProgress, Stage, Watcher
from sync.reading import Client, Reading
from sync.resources.table import Resource

# More changed documents than this, and all their line items are read at once rather than one document at a time.
_DOCUMENTS_ONE_BY_ONE = 60
# Likewise for invoices whose balance a payment or credit may have moved.
_INVOICES_ONE_BY_ONE = 200
_WITHHELD = {
    # Bank details and payment links that let anyone pay or change a payment method: never kept.
    ("ordway", "customers"): (
        "account_number",
        "routing_number",
        "bank_name",
        "swift_code",
        "banking_info",
        "pay_now_url",
        "update_payment_method_url",
        "open_invoices_url",
    )
}


@dataclass
class Changes:
    """What the lists of one system brought, for what is read after them.

    `documents` are the changed documents by resource, `followed` the invoices that changed payments and credits
    refer to, by resource, `seen` the records read anyway.
    """

    documents: dict[str, set[str]] = field(default_factory=dict)
    followed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    seen: dict[str, set[str]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class ResourcePull:
    """One resource of a pull, and what it shares with the others of its system."""

    store: Store
    policy: Policy
    full: bool
    run: str
    resource: Resource
    client: Client
    executor: Executor
    changes: Changes
    watch: Watcher
    stop: threading.Event

    def pull_list(self) -> Step:
        """Pull a resource by its list: what changed where that is known, else whole."""
        known = self._watermark()
        since = None if self._is_whole_due(known) else known.changed_since
        if since is None:
            return self._pull_whole(known)
        reading = self._reading()
        try:
            return self._merge_list(self._merging(reading, Scope("incremental"), known), lambda: reading.since(since))
        except NotValidError:
            return self._pull_whole(known, "the system does not tell what changed, so the list was read whole")

    def _pull_whole(self, known: Watermark, note: str = "") -> Step:
        reading = self._reading()
        merging = self._merging(reading, Scope("full", is_whole=True), known)
        merging.notes += [note] if note else []
        return self._merge_list(merging, reading.whole)

    def _merge_list(self, merging: Merging, read: Read) -> Step:
        step = self._settle(merging, read)
        self._tell_the_others(merging)
        return step

    def pull_under_documents(self) -> Step | None:
        """Pull line items, which do not tell when they changed, for the documents that did."""
        changed = {field_name: self.changes.documents.get(name, set()) for name, field_name in self.resource.documents}
        is_partly_whole = any(name in self.changes.whole for name, _ in self.resource.documents)
        too_many = sum(map(len, changed.values())) > _DOCUMENTS_ONE_BY_ONE
        known = self._watermark()
        if self._is_whole_due(known) or is_partly_whole or too_many:
            return self._pull_whole(known)
        last: Step | None = None
        for field_name, document_ids in changed.items():
            if document_ids:
                last = self._pull_documents(field_name, document_ids, known)
        self._report(Stage.DONE, 0)
        return last

    def _pull_documents(self, field_name: str, document_ids: set[str], known: Watermark) -> Step:
        reading = self._reading()
        scope = Scope("by document", under=f"{field_name}_id", documents=frozenset(document_ids))
        merging = self._merging(reading, scope, known, marks=False)
        try:
            return self._settle(merging, lambda: reading.of_documents(field_name, document_ids))
        except NotValidError:
            return self._pull_whole(known, "the system does not list these by document, so all were read")

    def pull_followed(self) -> Step | None:
        """Read again the invoices that new payments and credits refer to, whose own stamp may not have moved."""
        wanted = self.changes.followed[self.resource.name] - self.changes.seen.get(self.resource.name, set())
        known = self._watermark()
        if not wanted or self.resource.name in self.changes.whole:
            return None
        if len(wanted) > _INVOICES_ONE_BY_ONE:
            return self._pull_whole(known, "many balances moved, so the list was read whole")
        reading = self._reading()
        return self._settle(self._merging(reading, Scope("by id"), known, marks=False), lambda: reading.by_id(wanted))

    def _settle(self, merging: Merging, read: Read) -> Step:
        step = merging.settle(read)
        self._report(Stage.DONE, step.received, step.announced, step.note)
        return step

    def _tell_the_others(self, merging: Merging) -> None:
        name = self.resource.name
        if merging.scope.is_whole:
            self.changes.whole.add(name)
        self.changes.documents[name] = merging.changed_ids
        self.changes.seen[name] = merging.landed_ids
        if self.resource.applied_to:
            self.changes.followed[self.resource.applied_to] |= merging.followed

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
        withheld = _WITHHELD.get((self.resource.system, self.resource.name), ())
        return Reading(self.client, self.resource, self.executor, self.stop, self._watch_reading(), withheld)

    def _watch_reading(self) -> Callable[[int, int | None], None]:
        return lambda received, announced: self._report(Stage.READING, received, announced)

    def _merging(self, reading: Reading, scope: Scope, known: Watermark, *, marks: bool = True) -> Merging:
        return Merging(
            self.store,
            self.run,
            reading,
            self.resource.shape(self.policy.mapping),
            scope,
            rewrite=scope.is_whole and self._is_read_anew(known),
            mark=(lambda read: self._next_watermark(read, known, is_whole=scope.is_whole)) if marks else None,
        )

    def _report(self, stage: Stage, received: int, announced: int | None = None, note: str = "") -> None:
        self.watch(ResourceProgress(self.resource.system, self.resource.name, stage, received, announced, note))
