"""Pulling both systems into the store: full first, then what changed, each resource in a transaction of its own."""

import logging
import threading
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from queries.ledger.runs import Step, begin_run, end_run, record_step
from queries.load.hashes import keep_hashes_true
from queries.store import Store, StoreFailedError
from sync.errors import NotAllowedError, PullStoppedError, SignInRefusedError, SyncError, UnreachableError
from sync.firmao import FirmaoClient
from sync.ordway import OrdwayClient
from sync.policy import Policy
from sync.progress import ResourceProgress, Stage, Watcher
from sync.reading import Client
from sync.resource_pull import Changes, ResourcePull
from sync.resources.firmao import FIRMAO
from sync.resources.ordway import ORDWAY
from sync.resources.table import Resource
from sync.settings import Settings

logger = logging.getLogger(__name__)
RESOURCES = (*FIRMAO, *ORDWAY)

# Two resources of a system are pulled side by side: the end of one list does not leave its connections idle, and one
# may be merged while another waits for answers. A third took more memory and saved nothing.
_RESOURCES_AT_ONCE = 2


@dataclass(frozen=True)
class Failure:
    """One resource that could not be pulled; what was cached of it before is unchanged."""

    system: str
    resource: str
    message: str


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
        return f"{aside} records could not be read and were set aside; see Data health." if aside else ""

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
    crew = _Crew(store, settings.policy, request, run, watch, stop)
    try:
        outcome = crew.work(
            [
                (FirmaoClient(settings.firmao, settings.policy.sync, stop), FIRMAO),
                (OrdwayClient(settings.ordway, settings.policy.sync, stop), ORDWAY),
            ]
        )
    except BaseException as error:
        _note_end(store, run, "interrupted", str(error) or type(error).__name__)
        raise
    _note_end(store, run, outcome.status, outcome.message)
    return outcome


def _note_end(store: Store, run: str, status: str, message: str) -> None:
    """A store that is full cannot take this either; the next pull then notes the run as interrupted."""
    try:
        end_run(store, run, status=status, message=message, now=_now())
    except StoreFailedError as error:
        logger.warning("How the pull ended could not be written down: %s", error)


class _Crew:
    """The threads of one pull and what they share."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        request: PullRequest,
        run: str,
        watch: Watcher,
        stop: threading.Event,
    ) -> None:
        self._store = store
        self._policy = policy
        self._request = request
        self._run = run
        self._watch = watch
        self._stop = stop
        self._steps: list[Step] = []
        self._failures: list[Failure] = []

    def work(self, systems: Sequence[tuple[Client, Sequence[Resource]]]) -> Outcome:
        """Pull both systems at the same time."""
        with ThreadPoolExecutor(len(systems), "system") as executor:
            for done in [executor.submit(self._system, client, table) for client, table in systems]:
                done.result()
        return self._outcome()

    def _outcome(self) -> Outcome:
        if self._failures:
            status = "failed"
        elif any(step.fates.quarantined for step in self._steps):
            status = "quarantined"
        else:
            status = "done"
        return Outcome(self._run, status, tuple(self._steps), tuple(self._failures))

    def _system(self, client: Client, table: Sequence[Resource]) -> None:
        """Pull one system: its lists first, then what their changes lead to."""
        wanted = [one for one in table if self._request.wants(one)]
        lists = [one for one in wanted if not one.documents]
        changes = Changes()
        closed: list[SyncError] = []
        try:
            with ThreadPoolExecutor(client.parallel, f"{client.system}-pages") as pages:
                with ThreadPoolExecutor(_RESOURCES_AT_ONCE, f"{client.system}-resource") as crew:

                    def attempt(resource: Resource, act: Callable[[ResourcePull], Step | None]) -> None:
                        self._attempt(resource, client, pages, changes, act, closed)

                    for done in [crew.submit(attempt, one, ResourcePull.pull_list) for one in lists]:
                        done.result()
                for resource in wanted:
                    if resource.documents:
                        attempt(resource, ResourcePull.pull_under_documents)
                    if resource.name in changes.followed:
                        attempt(resource, ResourcePull.pull_followed)
        finally:
            client.close()

    def _attempt(
        self,
        resource: Resource,
        client: Client,
        pages: ThreadPoolExecutor,
        changes: Changes,
        act: Callable[[ResourcePull], Step | None],
        closed: list[SyncError],
    ) -> None:
        """Do one piece of work; a failure of it is kept and the rest goes on, unless the system lets nobody in."""
        job = ResourcePull(
            self._store,
            self._policy,
            self._request.full,
            self._run,
            resource,
            client,
            pages,
            changes,
            self._watch,
            self._stop,
        )
        started_at = _now()
        try:
            if closed:
                raise closed[0]
            step = act(job)
        except PullStoppedError:
            raise
        except (SyncError, StoreFailedError) as error:
            if isinstance(error, (SignInRefusedError, NotAllowedError, UnreachableError)):
                closed.append(error)
            logger.warning("%s was not pulled: %s", resource.label, error)
            self._fail(resource, str(error), started_at)
            self._watch(ResourceProgress(resource.system, resource.name, Stage.FAILED, note=str(error)))
        else:
            if step:
                self._steps.append(step)

    def _fail(self, resource: Resource, message: str, started_at: datetime) -> None:
        """Keep a failure with the outcome and, where the store still takes it, in the ledger."""
        self._failures.append(Failure(resource.system, resource.name, message))
        step = Step(resource.system, resource.name, "full", started_at, _now(), status="failed", note=message)
        try:
            with self._store.transaction() as cursor:
                record_step(cursor, self._run, step)
        except StoreFailedError:
            logger.warning("That %s was not pulled could not be noted in the store", resource.label)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
