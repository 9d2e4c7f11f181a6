"""Lists read over HTTP through both clients, against a plain slice: any length, any page, any way of counting."""

import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.firmao import FirmaoClient
from sync.http import Traffic
from sync.ordway import OrdwayClient
from sync.pages import Page, read_pages
from sync.policy import SyncPolicy
from sync.settings import FirmaoSettings, OrdwaySettings

SHARED = settings(deadline=None, max_examples=60)
TOTALS = st.integers(0, 160)
AHEAD = st.integers(1, 5)
UNPACED = SyncPolicy(firmao_requests_per_second=0, ordway_requests_per_second=0, attempts=1)


@dataclass
class Source:
    """A list as its system answers it.

    `caps` are the lengths that pages are cut to, in turn: 0 stands for the length asked for. `announces` gives the
    count told with a page from the whole length and where the page ends.
    """

    total: int = 0
    caps: tuple[int, ...] = (0,)
    announces: Callable[[int, int], int] = lambda total, _: total
    wrapped: bool = False
    asked: list[tuple[int, int]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def firmao(self, query: dict[str, str]) -> object:
        """A page from a row offset."""
        start, limit = int(query["start"]), int(query["limit"])
        rows = self._rows(start, limit)
        return {"data": rows, "totalSize": self.announces(self.total, start + len(rows)), "sort": "id", "dir": "ASC"}

    def ordway(self, query: dict[str, str]) -> object:
        """A page by its number; its length is always the same."""
        size = min(int(query["size"]), self.caps[0] or 50)
        rows = self._rows((int(query["page"]) - 1) * size, size)
        return {"usages": rows, "total": self.total} if self.wrapped else rows

    def _rows(self, start: int, length: int) -> list[int]:
        with self._lock:
            cap = self.caps[len(self.asked) % len(self.caps)]
            self.asked.append((start, length))
        return list(range(self.total))[start : start + (min(length, cap) if cap else length)]


class Handler(BaseHTTPRequestHandler):
    """Answers from whatever source is set just now."""

    source: ClassVar[Source] = Source()
    protocol_version = "HTTP/1.1"
    # Otherwise each small answer waits 40 ms for the client's receipt.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer one page."""
        address = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(address.query).items()}
        answer = self.source.firmao(query) if address.path.endswith("/firmao") else self.source.ordway(query)
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """A server on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def firmao(host: str) -> Iterator[FirmaoClient]:
    """Firmao's client, asking the server."""
    client = FirmaoClient(FirmaoSettings(host, "acme", "login", "password"), UNPACED)
    yield client
    client.close()


@pytest.fixture(scope="module")
def ordway(host: str) -> Iterator[OrdwayClient]:
    """Ordway's client, asking the server."""
    client = OrdwayClient(OrdwaySettings(f"{host}/api/v1", "Acme", "me@acme.example", "token", "key"), UNPACED)
    yield client
    client.close()


def read(client: FirmaoClient | OrdwayClient, source: Source, ahead: int) -> list[int]:
    """The rows of a source in the order they came."""
    Handler.source = source
    fetch: Callable[[int], Page] = client.reader(client.system, {}, Traffic())
    with ThreadPoolExecutor(ahead) as executor:
        return [int(bytes(row)) for page in read_pages(fetch, executor, ahead) for row in page.rows]


def told(total: int, _: int) -> int:
    """The whole count, on every page."""
    return total


def never_told(_: int, __: int) -> int:
    """Minus one, even with the last page."""
    return -1


def told_at_last(total: int, end: int) -> int:
    """Minus one while another page is likely."""
    return -1 if end < total else total


WAYS = st.sampled_from([told, never_told, told_at_last])
CAPS = st.lists(st.sampled_from([0, 1, 3, 7, 50, 100]), min_size=1, max_size=4).map(tuple)


@SHARED
@given(total=TOTALS, caps=CAPS, announces=WAYS, ahead=AHEAD)
def test_firmao_gives_every_row_once_in_order(
    firmao: FirmaoClient,
    total: int,
    caps: tuple[int, ...],
    announces: Callable[[int, int], int],
    ahead: int,
) -> None:
    assert read(firmao, Source(total, caps, announces), ahead) == list(range(total))


@SHARED
@given(total=TOTALS, cap=st.integers(0, 50), wrapped=st.booleans(), ahead=AHEAD)
def test_ordway_gives_every_row_once_in_order(
    ordway: OrdwayClient, total: int, cap: int, wrapped: bool, ahead: int
) -> None:
    assert read(ordway, Source(total, (cap,), wrapped=wrapped), ahead) == list(range(total))


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (100, 1), (101, 2), (200, 2)])
def test_firmao_is_asked_for_no_page_too_many_when_it_tells_the_count(
    firmao: FirmaoClient, total: int, pages: int
) -> None:
    source = Source(total, (100,), told)
    assert read(firmao, source, 3) == list(range(total))
    assert len(source.asked) == pages
    assert len({start for start, _ in source.asked}) == pages
