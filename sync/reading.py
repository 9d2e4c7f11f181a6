"""Reading one resource from its system into a landing: whole, what changed, by document, or by id."""

import threading
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

import msgspec

from sync.errors import NotValidError, PullStoppedError
from sync.http import Traffic
from sync.landing import Landing
from sync.pages import Page, read_pages
from sync.resources.table import Resource


class Client(Protocol):
    """What pulling needs of a system's client."""

    system: str
    parallel: int

    def reader(self, path: str, query: Mapping[str, str], traffic: Traffic) -> Callable[[int], Page]: ...
    def one(self, path: str, record_id: str, traffic: Traffic) -> msgspec.Raw | None: ...
    def since(self, moment: datetime) -> dict[str, str]: ...
    def of_document(self, field: str, document_id: str) -> dict[str, str]: ...
    def close(self) -> None: ...


@dataclass
class Reading:
    """One resource being read: what came so far and what it took."""

    client: Client
    resource: Resource
    landing: Landing
    executor: Executor
    stop: threading.Event
    watch: Callable[[int, int | None], None]
    traffic: Traffic = field(default_factory=Traffic)
    announced: int | None = None
    server_time: datetime | None = None
    listed: int = 0
    totals_differ: bool = False

    def whole(self) -> None:
        """Read the whole list."""
        self._list({})

    def since(self, moment: datetime) -> bool:
        """Read what changed at `moment` or later; False when the system does not take that filter."""
        try:
            self._list(self.client.since(moment.replace(tzinfo=UTC)))
        except NotValidError:
            self.landing.clear()
            return False
        return True

    def of_documents(self, field_name: str, document_ids: Collection[str]) -> bool:
        """Read the records under some documents; False when the system does not take that filter."""
        try:
            for document_id in sorted(document_ids):
                self._list(self.client.of_document(field_name, document_id))
        except NotValidError:
            self.landing.clear()
            return False
        return True

    def by_id(self, record_ids: Collection[str]) -> list[str]:
        """Read single records; returns the ids there is nothing behind any more."""
        gone: list[str] = []
        for record_id in sorted(record_ids):
            self._check_stop()
            row = self.client.one(self.resource.path, record_id, self.traffic)
            if row is None:
                gone.append(record_id)
            else:
                self.landing.add([row])
        return gone

    def _list(self, query: Mapping[str, str]) -> None:
        fetch = self.client.reader(self.resource.path, query, self.traffic)
        totals: set[int] = set()
        for page in read_pages(fetch, self.executor, self.client.parallel):
            self._check_stop()
            self.landing.add(page.rows)
            self.server_time = self.server_time or page.server_time
            if page.announced is not None:
                self.announced = page.announced
                totals.add(page.announced)
            self.watch(self.landing.received, self.announced)
        self.listed = self.landing.received
        self.totals_differ = len(totals) > 1

    def read_again(self) -> None:
        """Read the whole list once more, in place of what came before."""
        self.landing.clear()
        self.whole()

    def has_moved(self, repeated: int) -> bool:
        """Whether the list changed under the reader, so that a record may have been passed over."""
        return self.totals_differ or self.announced not in (None, self.listed - repeated)

    def _check_stop(self) -> None:
        if self.stop.is_set():
            raise PullStoppedError("The pull was stopped; what was merged before stays.")

    def mark(self, overlap: timedelta) -> datetime:
        """Where the next incremental read begins: the server's clock when this one began, less an overlap. UTC."""
        began = self.server_time or datetime.now(UTC)
        return (began - overlap).replace(tzinfo=None)
