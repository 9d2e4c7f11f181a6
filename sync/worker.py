"""The one thread of the app that pulls, reconciles and does its further duties: on request and by schedule."""

import logging
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime

from queries.errors import QueryError
from queries.extracts import bring_all_up_to_date
from queries.ledger.runs import is_whole
from queries.reconcile.run import reconcile_changes
from queries.run import today
from queries.store import Store, StoreFailedError
from sync.duties import Duties, Duty, Finished
from sync.errors import PullStoppedError
from sync.progress import Progress, ResourceProgress
from sync.pull import RESOURCES, PullRequest, pull
from sync.settings import Settings

logger = logging.getLogger(__name__)


class PullWorker:
    """Runs one pull at a time in the background, and reconciles what it changed. Start it once, stop it before the
    store is closed.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._progress = Progress()
        self._asked: PullRequest | None = None
        self._is_decided = False
        self._duties = Duties()
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="pull-worker", daemon=True)

    def start(self) -> None:
        """Begin to wait for requests and for the time of the next scheduled pull."""
        self._thread.start()

    def stop(self) -> None:
        """End a running pull at the next page and wait for the thread to end."""
        self._stop.set()
        with self._changed:
            self._changed.notify_all()
        self._thread.join()

    def request(self, started_by: str, full: bool = False) -> bool:
        """Ask for a pull; False when one is running or asked for already, or the worker has been stopped."""
        with self._changed:
            if self._asked or self._progress.running or self._stop.is_set():
                return False
            self._begin(PullRequest(started_by, full=full))
            return True

    def ask(self) -> None:
        """Ask for a pull from the app; nothing happens when one is running or asked for already."""
        self.request("app")

    def ask_reconciliation(self) -> None:
        """Have what people decided about links be reconciled without a pull, once one that runs is over.

        After a pull that some list did not come with, it waits for the next one.
        """
        with self._changed:
            self._is_decided = True
            self._changed.notify_all()

    def add_duty(self, name: str, duty: Duty) -> None:
        """Take on further work, done at once, after each pull, once what was decided is reconciled, and when asked for.

        What it changed is pulled.
        """
        with self._changed:
            self._duties.add(name, duty)
            self._changed.notify_all()

    def ask_duty(self, name: str, subject: str = "") -> None:
        """Have a duty done as soon as the thread is free, about a subject where one is named."""
        with self._changed:
            self._duties.ask(name, subject)
            self._changed.notify_all()

    def is_on_duty(self, name: str) -> bool:
        """Whether a duty is being done, or waits for the thread to be free."""
        with self._changed:
            return self._duties.is_on(name)

    def progress(self) -> Progress:
        """How far the running pull has come, or how the last one ended."""
        with self._changed:
            return self._progress

    def _begin(self, request: PullRequest) -> None:
        self._asked = request
        self._progress = Progress(
            running=True,
            mode="full" if request.full else "incremental",
            started_at=datetime.now(UTC),
            resources=tuple(ResourceProgress(one.system, one.name) for one in RESOURCES),
        )
        self._changed.notify_all()

    def _work(self) -> None:
        every = self._settings.policy.sync.pull_every_minutes * 60 or None
        due = _after(every)
        while not self._stop.is_set():
            with self._changed:
                self._changed.wait_for(self._is_wanted, _until(_earlier(due, self._duties.due)))
                if not self._asked and _is_over(due) and not self._stop.is_set():
                    self._begin(PullRequest("schedule"))
                request, is_decided = self._asked, self._is_decided
                self._is_decided = False
            if request:
                self._carry_out(request)
                due = _after(every)
            elif is_decided:
                self._reconcile_decided()
            self._do_duties()

    def _is_wanted(self) -> bool:
        return self._stop.is_set() or self._asked is not None or self._is_decided or self._duties.is_any_due

    def _do_duties(self) -> None:
        with self._changed:
            due = [] if self._stop.is_set() else list(self._duties.begin())
        for name, duty, subjects in due:
            finished = self._do(duty, subjects)
            with self._changed:
                self._duties.end(name, finished)
            if finished.has_changed:
                self.request(name)

    def _do(self, duty: Duty, subjects: frozenset[str]) -> Finished:
        try:
            return duty(subjects, self._stop)
        except Exception:
            # The thread must outlive any single duty; it is tried again after the next pull.
            logger.exception("A duty ended with an unexpected error")
            return Finished()

    def _carry_out(self, request: PullRequest) -> None:
        message = ""
        try:
            message = self._pull_and_reconcile(request)
        except PullStoppedError as stopped:
            message = str(stopped)
        except StoreFailedError as error:
            logger.warning("The pull was not reconciled: %s", error)
            message = str(error)
        except Exception:
            # The thread must outlive any single pull; the ledger holds how this one ended.
            logger.exception("The pull ended with an unexpected error")
            message = "The pull ended with an unexpected error; the log of the app says more."
        finally:
            with self._changed:
                self._asked = None
                self._duties.ask_all()
                self._progress = replace(self._progress, running=False, finished_at=datetime.now(UTC), message=message)

    def _reconcile_decided(self) -> None:
        try:
            if is_whole(self._store):
                self._reconcile()
        except QueryError as error:
            logger.warning("What was decided about links was not reconciled; the next sync does it: %s", error)
        except Exception:
            # The thread must outlive any single reconciliation.
            logger.exception("A reconciliation ended with an unexpected error")
        finally:
            with self._changed:
                self._duties.ask_all()

    def _reconcile(self) -> None:
        reconcile_changes(self._store, today(), self._settings.policy.terms)

    def _pull_and_reconcile(self, request: PullRequest) -> str:
        """What a person has to know of it. Half of what changed would look like a disagreement, so all came or none."""
        outcome = pull(self._store, self._settings, request, watch=self._watch, stop=self._stop)
        bring_all_up_to_date(self._store)
        if not outcome.failures:
            self._reconcile()
            return outcome.message
        return f"{outcome.message} Discrepancies stay as they were until every list comes."

    def _watch(self, changed: ResourceProgress) -> None:
        with self._changed:
            self._progress = self._progress.with_resource(changed)


def _after(seconds: float | None) -> float | None:
    """When a span that begins now is over, by the monotonic clock; None for never."""
    return None if seconds is None else time.monotonic() + seconds


def _until(due: float | None) -> float | None:
    return None if due is None else max(0.0, due - time.monotonic())


def _earlier(one: float | None, other: float | None) -> float | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _is_over(due: float | None) -> bool:
    return due is not None and due <= time.monotonic()
