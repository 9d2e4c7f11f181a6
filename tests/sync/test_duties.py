"""Further work of the worker's thread: done at once, when asked for, after each pull and after what is decided; hard to
kill.
"""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from queries.store import Store
from sync.duties import Finished
from sync.worker import PullWorker
from tests.sync.conftest import Serving


@pytest.fixture
def worker(serving: Serving, store: Store) -> Iterator[PullWorker]:
    """A worker that has begun to wait, without a schedule."""
    made = PullWorker(store, serving().settings)
    made.start()
    yield made
    made.stop()


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end, "it never became so"
        time.sleep(0.01)


class Recorder:
    """A duty that notes each time it was done, and ends as it is told to."""

    def __init__(self, *ends: Finished) -> None:
        self.done: list[frozenset[str]] = []
        self._ends = list(ends)

    def __call__(self, subjects: frozenset[str], _: threading.Event) -> Finished:
        self.done.append(subjects)
        return self._ends.pop(0) if self._ends else Finished()


def test_a_duty_is_done_once_what_was_decided_is_reconciled(worker: PullWorker) -> None:
    duty = Recorder()
    worker.add_duty("pages", duty)
    until(lambda: len(duty.done) == 1)
    worker.ask_reconciliation()
    until(lambda: len(duty.done) == 2)


def test_a_duty_is_done_at_once_and_when_asked_for(worker: PullWorker) -> None:
    duty = Recorder()
    worker.add_duty("corrections", duty)
    until(lambda: duty.done == [frozenset()])
    worker.ask_duty("corrections", "TO-00001")
    until(lambda: duty.done == [frozenset(), frozenset({"TO-00001"})])


def test_a_duty_is_done_after_each_pull(worker: PullWorker) -> None:
    duty = Recorder()
    worker.add_duty("corrections", duty)
    until(lambda: len(duty.done) == 1)
    worker.request("a test")
    until(lambda: len(duty.done) == 2)


def test_what_a_duty_changed_is_pulled(worker: PullWorker, store: Store) -> None:
    worker.add_duty("corrections", Recorder(Finished(has_changed=True)))
    until(lambda: worker.progress().finished_at is not None)
    with store.cursor() as cursor:
        assert cursor.value("select started_by from ledger.sync_run") == "corrections"


def test_a_duty_that_wants_to_goes_on_later(worker: PullWorker) -> None:
    duty = Recorder(Finished(again_in=0.05))
    worker.add_duty("corrections", duty)
    until(lambda: len(duty.done) == 2)
    time.sleep(0.2)
    assert len(duty.done) == 2


def test_a_duty_that_fails_is_told_and_the_thread_lives_on(
    worker: PullWorker, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: frozenset[str], __: threading.Event) -> Finished:
        raise ZeroDivisionError

    worker.add_duty("broken", fail)
    until(lambda: "ZeroDivisionError" in caplog.text)
    assert worker.request("a test")
    until(lambda: not worker.progress().running)


def test_it_is_seen_that_a_duty_is_on(worker: PullWorker) -> None:
    free = threading.Event()

    def wait(_: frozenset[str], __: threading.Event) -> Finished:
        free.wait(10)
        return Finished()

    worker.add_duty("corrections", wait)
    assert worker.is_on_duty("corrections")
    free.set()
    until(lambda: not worker.is_on_duty("corrections"))
