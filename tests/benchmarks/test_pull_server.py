"""The benchmark's server over real HTTP on loopback."""

import json
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest

from benchmarks.pull.serving import ServerNotStartedError, Serving, serving


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving("small", times=0.02, latency_ms=60, cache=tmp_path_factory.mktemp("worlds")) as running:
        yield running


@pytest.fixture
def connection(served: Serving) -> Iterator[HTTPConnection]:
    opened = HTTPConnection(served.url.removeprefix("http://"), timeout=10)
    yield opened
    opened.close()


def ask(connection: HTTPConnection, target: str, method: str = "GET") -> HTTPResponse:
    connection.request(method, target)
    return connection.getresponse()


def test_one_connection_serves_many_pages(connection: HTTPConnection) -> None:
    sizes = [len(json.load(ask(connection, f"/api/v1/invoices?size=50&page={page}"))) for page in (1, 2, 3)]
    assert sizes == [50, 50, 0]


def test_answer_carries_the_server_clock_and_a_request_id(connection: HTTPConnection) -> None:
    answer = ask(connection, "/api/v1/customers?page=1")
    answer.read()
    assert answer.headers["Date"].endswith("GMT")
    assert answer.headers["X-Request-Id"]


def test_answer_is_held_back_for_the_latency(connection: HTTPConnection) -> None:
    began = time.perf_counter()
    ask(connection, "/api/v1/customers?page=1").read()
    assert time.perf_counter() - began >= 0.06


def test_change_filter_is_understood_and_ignored(connection: HTTPConnection) -> None:
    answer = ask(connection, "/api/v1/payments?size=5&page=1&updated_date%3E=2025-10-01T00%3A00%3A00.000000Z")
    assert len(json.load(answer)) == 5


def test_filter_that_is_not_played_is_refused(connection: HTTPConnection) -> None:
    answer = ask(connection, "/api/v1/invoices?customer_id=C-000001")
    answer.read()
    assert answer.status == 400


def test_nothing_can_be_written(connection: HTTPConnection) -> None:
    answer = ask(connection, "/api/v1/invoices", "DELETE")
    answer.read()
    assert answer.status == 404


def test_stats_count_requests_and_rows(served: Serving, connection: HTTPConnection) -> None:
    before = served.stats().systems["firmao"]
    ask(connection, "/bench/svc/v1/agreements?start=15&limit=50").read()
    after = served.stats().systems["firmao"]
    assert after.count_requests - before.count_requests == 1
    assert after.rows["agreements"] - before.rows.get("agreements", 0) == 5
    assert after.most_under_way == 1


def test_server_that_does_not_start_is_told() -> None:
    with pytest.raises(ServerNotStartedError), serving("no such world"):
        pass
