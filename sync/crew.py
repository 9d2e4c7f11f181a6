"""The threads of one pull: both systems at the same time, a few lists of each side by side."""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from queries.ledger.runs import Step, record_step
from queries.store import Store, StoreFailedError
from sync.door import Door
from sync.errors import PullStoppedError, SyncError
from sync.policy import Policy
from sync.progress import ResourceProgress, Stage, Watcher
from sync.reading import Client
from sync.resource_pull import Changes, ResourcePull
from sync.resources.table import Resource

logger = logging.getLogger(__name__)

# Two resources of a system are pulled side by side: the end of one list does not leave its connections idle, and one
# may be merged while another waits for answers. A third took more memory and saved nothing.
_RESOURCES_AT_ONCE = 2

Act = Callable[[ResourcePull], Sequence[Step]]


@dataclass(frozen=True)
class Failure:
    """One resource that could not be pulled; what was cached of it before is unchanged.

    `of_store` says that the store could not take it, though the system gave it.
    """

    system: str
    resource: str
    message: str
    of_store: bool = False


class Crew:
    """The threads of one pull and what they share; `steps` and `failures` are what became of it."""

    def __init__(
        self,
        store: Store,
        policy: Policy,
        run: str,
        watch: Watcher,
        stop: threading.Event,
        *,
        full: bool,
        wants: Callable[[Resource], bool],
    ) -> None:
        self.steps: list[Step] = []
        self.failures: list[Failure] = []
        self._store = store
        self._policy = policy
        self._run = run
        self._watch = watch
        self._stop = stop
        self._full = full
        self._wants = wants

    def work(self, systems: Sequence[tuple[Client, Sequence[Resource]]]) -> None:
        """Pull both systems at the same time. Raises `PullStoppedError` when asked to stop."""
        with ThreadPoolExecutor(len(systems), "system") as executor:
            for done in [executor.submit(self._system, client, table) for client, table in systems]:
                done.result()

    def _system(self, client: Client, table: Sequence[Resource]) -> None:
        """Pull one system: its lists first, then what their changes lead to."""
        wanted = [one for one in table if self._wants(one)]
        try:
            with ThreadPoolExecutor(client.parallel, f"{client.system}-pages") as pages:
                attempt = self._attempts(client, table, pages)
                with ThreadPoolExecutor(_RESOURCES_AT_ONCE, f"{client.system}-resource") as crew:
                    lists = [one for one in wanted if not one.documents]
                    for done in [crew.submit(attempt, one, ResourcePull.pull_list) for one in lists]:
                        done.result()
                # Nothing more is told of a list that has just failed.
                for resource in wanted:
                    if self._has_failed(resource):
                        continue
                    of_others = ResourcePull.pull_under_documents if resource.documents else ResourcePull.pull_followed
                    attempt(resource, of_others)
        finally:
            client.close()

    def _has_failed(self, resource: Resource) -> bool:
        return any((one.system, one.resource) == (resource.system, resource.name) for one in self.failures)

    def _attempts(self, client: Client, table: Sequence[Resource], pages: ThreadPoolExecutor) -> Callable[..., None]:
        """A function that does one piece of work for a resource; once the system lets nobody in, it does no more."""
        changes, door = Changes(), Door()
        wanted = frozenset(one.name for one in table if self._wants(one))

        def attempt(resource: Resource, act: Act) -> None:
            job = ResourcePull(
                self._store,
                self._policy,
                self._full,
                self._run,
                resource,
                table,
                wanted,
                client,
                pages,
                changes,
                self._watch,
                self._stop,
            )
            self._attempt(job, act, door)

        return attempt

    def _attempt(self, job: ResourcePull, act: Act, door: Door) -> None:
        """Do one piece of work; a failure of it is kept and the rest goes on."""
        try:
            door.enter()
            self.steps += act(job)
            door.has_let_in = True
        except PullStoppedError:
            raise
        except StoreFailedError as error:
            self._fail(job, error)
        except SyncError as error:
            self._fail(job, door.reason(error))

    def _fail(self, job: ResourcePull, error: SyncError | StoreFailedError) -> None:
        """Keep a failure with the outcome and, where the store still takes it, in the ledger."""
        resource, message = job.resource, str(error)
        logger.warning("%s was not pulled: %s", resource.label, message)
        of_store = isinstance(error, StoreFailedError)
        self.failures.append(Failure(resource.system, resource.name, message, of_store))
        try:
            with self._store.transaction() as cursor:
                record_step(cursor, self._run, job.failed_step(message, datetime.now(UTC).replace(tzinfo=None)))
        except StoreFailedError:
            logger.warning("That %s was not pulled could not be noted in the store", resource.label)
        self._watch(ResourceProgress(resource.system, resource.name, Stage.FAILED, note=message))
