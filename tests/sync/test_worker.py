"""The thread that pulls in the app: one pull at a time, seen from outside, and hard to kill."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from queries.store import Store
from sync.worker import PullWorker
from tests.sync.conftest import Served, Serving


@pytest.fixture
def served(serving: Serving) -> Served:
    """A system that takes its time, so that a pull can be looked at while it runs."""
    return serving(latency_ms=30)


@pytest.fixture
def worker(served: Served, store: Store) -> Iterator[PullWorker]:
    """A worker that has begun to wait."""
    made = PullWorker(store, served.settings)
    made.start()
    yield made
    made.stop()


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.01)


def test_a_pull_asked_for_is_carried_out(worker: PullWorker, store: Store) -> None:
    assert worker.request("a test")
    until(lambda: not worker.progress().running)
    assert worker.progress().fraction == 1
    with store.cursor() as cursor:
        assert cursor.value("select started_by from ledger.sync_run") == "a test"
        assert cursor.value("select count(*) from ordway.invoices") > 0


def test_a_second_request_is_turned_down_while_one_runs(worker: PullWorker) -> None:
    assert worker.request("first")
    assert not worker.request("second")
    until(lambda: not worker.progress().running)
    assert worker.request("third")


def test_progress_is_seen_while_it_runs(worker: PullWorker) -> None:
    worker.request("a test")
    until(lambda: any(one.received for one in worker.progress().resources))
    until(lambda: 0 < worker.progress().fraction < 1)
    until(lambda: not worker.progress().running)
    assert all(one.is_over for one in worker.progress().resources)


def test_pages_can_be_read_while_it_pulls(worker: PullWorker, store: Store) -> None:
    worker.request("a test")
    until(lambda: any(one.received for one in worker.progress().resources))
    began = time.monotonic()
    with store.cursor() as cursor:
        cursor.rows("select * from model.account")
    assert worker.progress().running
    assert time.monotonic() - began < 5


def test_stopping_ends_a_pull_and_leaves_a_store_that_can_be_pulled_again(served: Served, store: Store) -> None:
    first = PullWorker(store, served.settings)
    first.start()
    first.request("a test")
    until(lambda: any(one.received for one in first.progress().resources))
    first.stop()
    assert not first.progress().running
    assert "stopped" in first.progress().message
    again = PullWorker(store, served.settings)
    again.start()
    again.request("again")
    until(lambda: not again.progress().running)
    again.stop()
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from ordway.invoices") == len(served.world.ordway["invoices"])


def test_an_unexpected_error_is_told_and_the_thread_lives_on(
    worker: PullWorker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = threading.Event()

    def fail(*_: object, **__: object) -> None:
        broken.set()
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("sync.worker.pull", fail)
        worker.request("a test")
        until(lambda: broken.is_set() and not worker.progress().running)
    assert "unexpected error" in worker.progress().message
    assert "ZeroDivisionError" in caplog.text
    assert worker.request("again")
    until(lambda: not worker.progress().running)
    assert worker.progress().fraction == 1
