"""What goes wrong while corrections are sent: lost answers, refusals, a process that ends, an editor who is quicker."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corrections.plan import Step
from corrections.remote import Remote
from queries.store import Cursor, Store
from sandbox.world import Record, World
from sync.http import Written

LOST = ("timeout_before", "timeout_after", "dropped_before", "dropped_after", "bad_gateway_before", "bad_gateway_after")
REFUSED = "rate_limit_silent"
KILLED = ("killed_before", "killed_after")
EDITED = "edited"
EVERY = (*LOST, REFUSED, *KILLED, EDITED)
# Drawn as often as they stand here: those that make the client wait are rarer.
DRAWN = (*(one for one in LOST if not one.startswith("timeout")), *KILLED) * 6 + (
    *LOST,
    EDITED,
    EDITED,
    EDITED,
    REFUSED,
)


class Killed(BaseException):
    """The process ends here, as after `kill -9`: nothing behind this line happens."""


@dataclass
class Fuse:
    """Ends the process at the n-th moment at which it could end; None never does."""

    moments: int | None = None

    def burn(self) -> None:
        """Another moment has come."""
        if self.moments is not None:
            self.moments -= 1
            if self.moments < 0:
                self.moments = None
                raise Killed


class FragileStore:
    """A store whose process may end before and after each transaction."""

    def __init__(self, store: Store, fuse: Fuse) -> None:
        self._store = store
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @contextmanager
    def transaction(self) -> Iterator[Cursor]:
        """A transaction of the store."""
        self._fuse.burn()
        with self._store.transaction() as cursor:
            yield cursor
        self._fuse.burn()


class FragileRemote(Remote):
    """A system to which a write may leave, or be answered, just before the process ends.

    `before` and `after` are told of each write; they may end the process.
    """

    def __init__(
        self, remote: Remote, fuse: Fuse, before: Callable[[Step], None], after: Callable[[Step, Written], None]
    ) -> None:
        super().__init__(remote._client)
        self._fuse, self._before, self._after = fuse, before, after

    def send(self, step: Step) -> Written:
        """The request leaves, unless the process ends first, and its answer may come too late."""
        self._fuse.burn()
        self._before(step)
        written = super().send(step)
        self._after(step, written)
        self._fuse.burn()
        return written


def held(world: World, system: str, resource: str, record_id: str) -> Record | None:
    """A record as the world holds it, None where it is gone or marked so."""
    records: dict[Any, Record] = getattr(world, system).get(resource, {})
    found = records.get(int(record_id) if system == "firmao" else record_id)
    return None if found is None or found.get("deleted") is True else found


def watched(step: Step) -> str | None:
    """A field whose change by somebody else is a conflict, None where nothing that is there before is looked at."""
    paths = [one.path for one in step.changes if "[" not in one.path and one.path != "deleted"]
    return paths[0] if step.target and paths else None


def edit(record: Record, path: str) -> None:
    """Somebody writes something else into a field."""
    *way, last = path.split(".")
    for name in way:
        record = record.setdefault(name, {})
    value = record.get(last)
    record[last] = value + 1 if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else f"{value} edited"
