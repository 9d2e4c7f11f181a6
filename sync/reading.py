"""Reading one resource from its system into a stream: whole, what changed, by document, or by id."""

import threading
from collections.abc import Callable, Collection, Generator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

import msgspec
import pyarrow as pa

from sync.errors import PullStoppedError
from sync.http import Traffic
from sync.pages import Page, read_pages
from sync.resources.table import Resource
from sync.stream import Stream


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
    """One resource being read: what came so far, and what it took.

    `announced` is the source's own count of the list, `totals` every count it told while it was read, page by page,
    `has_shifted` whether these contradict what came. A list that only grew has not: what is new stands at its end.
    """

    client: Client
    resource: Resource
    executor: Executor
    stop: threading.Event
    watch: Callable[[int, int | None], None]
    withheld: Collection[str] = ()
    traffic: Traffic = field(default_factory=Traffic)
    received: int = 0
    listed: int = 0
    announced: int | None = None
    totals: list[int] = field(default_factory=list)
    has_shifted: bool = False
    server_time: datetime | None = None
    gone: set[str] = field(default_factory=set)

    def whole(self) -> Generator[pa.Table, None, None]:
        """The whole list, in chunks. Every method here raises what the client raises."""
        return self._chunks(lambda stream: self._list({}, stream))

    def since(self, moment: datetime) -> Generator[pa.Table, None, None]:
        """What changed at `moment` (UTC) or later."""
        return self._chunks(lambda stream: self._list(self.client.since(moment.replace(tzinfo=UTC)), stream))

    def of_documents(self, field_name: str, document_ids: Collection[str]) -> Generator[pa.Table, None, None]:
        """The records under some documents."""

        def read(stream: Stream) -> None:
            for document_id in sorted(document_ids):
                self._list(self.client.of_document(field_name, document_id), stream)

        return self._chunks(read)

    def by_id(self, record_ids: Collection[str]) -> Generator[pa.Table, None, None]:
        """Single records; `gone` then holds the ids there is nothing behind any more."""

        def read(stream: Stream) -> None:
            for record_id in sorted(record_ids):
                self._check_stop()
                row = self.client.one(self.resource.path, record_id, self.traffic)
                if row is None:
                    self.gone.add(record_id)
                else:
                    stream.add([row])

        return self._chunks(read)

    def _chunks(self, read: Callable[[Stream], None]) -> Generator[pa.Table, None, None]:
        """The chunks of what `read` adds, while it goes on reading in a thread of its own."""
        stream = Stream(tuple(self.withheld))
        before = self.received
        self.has_shifted = False

        def run() -> None:
            try:
                read(stream)
            finally:
                stream.end()

        with ThreadPoolExecutor(1, f"{self.resource.label} reader") as thread:
            reading = thread.submit(run)
            try:
                yield from stream.chunks()
                reading.result()
            finally:
                stream.abandon()
                self.received = before + stream.received

    def _list(self, query: Mapping[str, str], stream: Stream) -> None:
        self.listed = 0
        self.totals.clear()
        fetch = self.client.reader(self.resource.path, query, self.traffic)
        for page in read_pages(fetch, self.executor, self.client.parallel):
            self._check_stop()
            self._note(page)
            if not stream.add(page.rows):
                return
            self.watch(stream.received, self.announced)
        if self.totals:
            self.has_shifted |= self.totals != sorted(self.totals) or self.totals[-1] != self.listed

    def _note(self, page: Page) -> None:
        self.listed += len(page.rows)
        self.server_time = self.server_time or page.server_time
        if page.announced is not None:
            self.announced = page.announced
            self.totals.append(page.announced)

    def has_moved(self, repeated: int) -> bool:
        """Whether a list changed under the reader, so that a record may have been passed over."""
        return bool(repeated) or self.has_shifted

    def _check_stop(self) -> None:
        if self.stop.is_set():
            raise PullStoppedError("The pull was stopped; what was merged before stays.")

    def mark(self, overlap: timedelta) -> datetime:
        """Where the next incremental read begins: the server's clock when this one began, less an overlap. UTC."""
        began = self.server_time or datetime.now(UTC)
        return (began - overlap).replace(tzinfo=None)
