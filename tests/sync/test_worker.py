"""The thread that pulls in the app: one pull at a time, seen from outside, and hard to kill."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from queries.store import Store
from sandbox import credentials
from sync.progress import Stage
from sync.pull import RESOURCES
from sync.worker import PullWorker
from tests.sync.conftest import QUICK, Served, Serving


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


def test_what_was_pulled_is_reconciled(worker: PullWorker, store: Store) -> None:
    worker.request("a test")
    until(lambda: not worker.progress().running)
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from ledger.reconciliation where is_whole") == 1
        assert cursor.value("select count(*) from recon.discrepancy") > 0


def test_what_was_decided_is_reconciled_without_a_pull(worker: PullWorker, store: Store) -> None:
    worker.request("a test")
    until(lambda: not worker.progress().running)
    worker.ask_reconciliation()
    with store.cursor() as cursor:
        until(lambda: bool(cursor.value("select count(*) from ledger.reconciliation where not is_whole") == 1))
        assert cursor.value("select count(*) from ledger.sync_run") == 1


def test_what_was_decided_after_half_a_pull_waits_for_the_next(
    worker: PullWorker, served: Served, store: Store
) -> None:
    token = served.settings.ordway.token
    object.__setattr__(served.settings.ordway, "token", "wrong-one")
    worker.request("a test")
    until(lambda: not worker.progress().running)
    worker.ask_reconciliation()
    object.__setattr__(served.settings.ordway, "token", token)
    until(lambda: worker.request("next"))
    until(lambda: not worker.progress().running)
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from ledger.reconciliation") == 1


def test_half_of_what_changed_is_not_reconciled(worker: PullWorker, served: Served, store: Store) -> None:
    object.__setattr__(served.settings.ordway, "token", "wrong-one")
    worker.request("a test")
    until(lambda: not worker.progress().running)
    assert "Discrepancies stay as they were" in worker.progress().message
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from ledger.reconciliation") == 0


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


def test_progress_only_grows_and_is_whole_at_every_moment(worker: PullWorker) -> None:
    worker.request("a test", full=True)
    seen = [worker.progress()]
    while seen[-1].running:
        time.sleep(0.005)
        seen.append(worker.progress())
    assert len({one.resources for one in seen}) > 5
    assert {one.mode for one in seen} == {"full"}
    assert [one.fraction for one in seen] == sorted(one.fraction for one in seen)
    every = {(one.system, one.name) for one in RESOURCES}
    assert all({(two.system, two.resource) for two in one.resources} == every for one in seen)
    assert seen[-1].started_at is not None
    assert seen[-1].finished_at is not None
    assert seen[-1].started_at <= seen[-1].finished_at


def test_of_many_who_ask_at_once_one_is_heard(worker: PullWorker, store: Store) -> None:
    with ThreadPoolExecutor(8) as many:
        heard = list(many.map(lambda n: worker.request(f"person {n}"), range(8)))
    assert sum(heard) == 1
    until(lambda: not worker.progress().running)
    with store.cursor() as cursor:
        assert cursor.rows("select started_by from ledger.sync_run") == [(f"person {heard.index(True)}",)]


def test_what_failed_is_told_and_the_next_pull_may_be_asked_for(worker: PullWorker, served: Served) -> None:
    object.__setattr__(served.settings.ordway, "api_key", "wrong")
    worker.request("a test")
    until(lambda: not worker.progress().running)
    progress = worker.progress()
    assert "403" in progress.message
    assert progress.fraction == 1
    failed = {one.system for one in progress.resources if one.stage is Stage.FAILED}
    assert failed == {"ordway"}
    object.__setattr__(served.settings.ordway, "api_key", credentials.ORDWAY_API_KEY)
    assert worker.request("again")
    until(lambda: not worker.progress().running)
    assert worker.progress().message == ""


def test_a_pull_begins_by_itself_when_it_is_time(serving: Serving, store: Store) -> None:
    served = serving(policy=replace(QUICK, pull_every_minutes=0.005))
    worker = PullWorker(store, served.settings)
    worker.start()
    until(lambda: worker.progress().finished_at is not None)
    worker.stop()
    with store.cursor() as cursor:
        assert {name for (name,) in cursor.rows("select started_by from ledger.sync_run")} == {"schedule"}


def test_without_a_schedule_nothing_begins_by_itself(serving: Serving, store: Store) -> None:
    served = serving(policy=replace(QUICK, pull_every_minutes=0))
    worker = PullWorker(store, served.settings)
    worker.start()
    time.sleep(0.3)
    worker.stop()
    assert not served.sandbox.requests


def test_a_worker_that_waits_stops_at_once_and_takes_no_more_requests(served: Served, store: Store) -> None:
    worker = PullWorker(store, served.settings)
    worker.start()
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 5
    assert not worker.request("too late")
    assert not worker.progress().running
