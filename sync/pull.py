"""Pulling both systems into the store: full first, then what changed, each resource in a transaction of its own."""

import logging
import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from queries.known.shapes import Shapes
from queries.ledger.runs import Step, begin_run, end_run
from queries.load.hashes import keep_hashes_true
from queries.store import Store, StoreFailedError
from sync.crew import Crew, Failure
from sync.firmao import FirmaoClient
from sync.mapping import Mapping
from sync.ordway import OrdwayClient
from sync.progress import Watcher
from sync.resources.firmao import FIRMAO
from sync.resources.ordway import ORDWAY
from sync.resources.table import Resource
from sync.settings import Settings

logger = logging.getLogger(__name__)
RESOURCES = (*FIRMAO, *ORDWAY)


def shapes(mapping: Mapping) -> Shapes:
    """How the records of every list are read where custom fields mean what `mapping` says."""
    return {(one.system, one.name): one.shape(mapping) for one in RESOURCES}


@dataclass(frozen=True)
class Outcome:
    """How a pull ended. `status` is 'done', 'quarantined' or 'failed'."""

    run_id: str
    status: str
    steps: tuple[Step, ...]
    failures: tuple[Failure, ...]

    @property
    def message(self) -> str:
        """One sentence for people."""
        if self.failures:
            return " ".join(self._failed(system) for system in dict.fromkeys(one.system for one in self.failures))
        aside = sum(step.fates.quarantined for step in self.steps)
        what = "1 record could not be read and was" if aside == 1 else f"{aside} records could not be read and were"
        return f"{what} set aside; see Data health." if aside else ""

    def _failed(self, system: str) -> str:
        """What the first failed list of a system says, and how many more failed: mostly for the same reason."""
        first, *others = [one for one in self.failures if one.system == system]
        more = f" {len(others)} more of its lists failed." if others else ""
        return f"{system} {first.resource}: {first.message}{more}"


@dataclass(frozen=True)
class PullRequest:
    """What is to be pulled. `only` names resources, by `name` or `system.name`; empty means all."""

    started_by: str
    full: bool = False
    only: frozenset[str] = frozenset()

    def wants(self, resource: Resource) -> bool:
        """Whether a resource is part of it."""
        return not self.only or not self.only.isdisjoint({resource.name, f"{resource.system}.{resource.name}"})


def known_resources() -> list[str]:
    """The resources by name, in order; where both systems have one of that name, as `system.name`."""
    names = [one.name for one in RESOURCES]
    return sorted({one.name if names.count(one.name) == 1 else f"{one.system}.{one.name}" for one in RESOURCES})


def unknown_resources(names: Sequence[str]) -> list[str]:
    """Those of the names that name no resource."""
    known = {name for one in RESOURCES for name in (one.name, f"{one.system}.{one.name}")}
    return [name for name in names if name not in known]


def pull(
    store: Store,
    settings: Settings,
    request: PullRequest,
    *,
    watch: Watcher = lambda _: None,
    stop: threading.Event | None = None,
) -> Outcome:
    """Pull what is asked for into the store and return how it ended; what could not be reached is a failure in it.

    What was merged stays, whatever happens later; a resource is merged wholly or not at all.
    """
    run = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:6]}"
    keep_hashes_true(store)
    begin_run(store, run, started_by=request.started_by, mode="full" if request.full else "incremental", now=_now())
    stop = stop or threading.Event()
    crew = Crew(store, settings.policy, run, watch, stop, full=request.full, wants=request.wants)
    try:
        crew.work(
            [
                (FirmaoClient(settings.firmao, settings.policy.sync, stop), FIRMAO),
                (OrdwayClient(settings.ordway, settings.policy.sync, stop), ORDWAY),
            ]
        )
    except BaseException as error:
        _note_end(store, run, "interrupted", str(error) or type(error).__name__)
        raise
    outcome = Outcome(run, _status(crew), tuple(crew.steps), tuple(crew.failures))
    _note_end(store, run, outcome.status, outcome.message)
    return outcome


def _status(crew: Crew) -> str:
    if crew.failures:
        return "failed"
    return "quarantined" if any(step.fates.quarantined for step in crew.steps) else "done"


def _note_end(store: Store, run: str, status: str, message: str) -> None:
    """A store that is full cannot take this either; the next pull then notes the run as interrupted."""
    try:
        end_run(store, run, status=status, message=message, now=_now())
    except StoreFailedError as error:
        logger.warning("How the pull ended could not be written down: %s", error)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
