"""Everything that can go wrong while a correction is sent, drawn at random: lost answers, refusals, an editor who is
quicker, and a process that ends at any moment."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from corrections.outbox import Outbox
from corrections.plan import Plan, Step
from corrections.records import value_at
from corrections.remote import Remote
from corrections.states import ENDED, State
from queries.store import Cursor, Store
from sandbox.serving import Sandbox
from sandbox.write_faults import WriteFault
from sync.http import Written
from tests.corrections.plans import crediting, noting, plan, renaming

# Each is drawn as often as it stands here; those that make the client wait are rarer.
_FAULTS = (
    *("dropped_before", "dropped_after", "bad_gateway_before", "bad_gateway_after") * 4,
    *("timeout_before", "timeout_after") * 2,
    "rate_limit_silent",
)


class Killed(BaseException):
    """The process ends here, as after `kill -9`: nothing behind this line happens."""


@dataclass
class Fuse:
    """Ends the process at the n-th moment at which it could end; None never does."""

    moments: int | None

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
    """A system to which a write may leave, or be answered, just before the process ends."""

    def __init__(self, remote: Remote, fuse: Fuse) -> None:
        super().__init__(remote._client)
        self._fuse = fuse

    def send(self, step: Step) -> Written:
        """The request leaves, unless the process ends first, and its answer may come too late."""
        self._fuse.burn()
        written = super().send(step)
        self._fuse.burn()
        return written


@dataclass
class Run:
    """One correction with its mishaps. `touched` is the field that an editor changed, if one did."""

    number: int
    draw: Random
    sandbox: Sandbox
    store: Store
    remotes: Mapping[str, Remote]
    plan: Plan = field(init=False)
    touched: str | None = None

    def __post_init__(self) -> None:
        self.customer = 1 + self.number % 100
        kinds = self.draw.sample([self._renaming, self._noting, self._crediting], self.draw.randint(1, 3))
        steps = [make() for make in kinds]
        self.plan = plan(*steps, settles=(f"L4-{self.number}",))

    def _renaming(self) -> Step:
        before = str(self.sandbox.world.firmao["customers"][self.customer]["name"])
        return renaming(before, f"Name {self.number}", str(self.customer))

    def _noting(self) -> Step:
        return noting(f"Tieout L4-{self.number}/1", str(self.customer))

    def _crediting(self) -> Step:
        return crediting(f"L4-{self.number}/1", "10.00", f"C-{self.customer:05d}")

    def spoil(self) -> None:
        """Let something go wrong with about every second write, and let an editor be quicker now and then."""
        for step in self.plan.steps:
            if self.draw.random() < 0.5:
                fault = WriteFault(self.draw.choice(_FAULTS), step.method, step.path, step.system)
                self.sandbox.spoil(fault)
        if self.draw.random() < 0.15:
            self.touched = f"Edited {self.number}"
            self.sandbox.world.firmao["customers"][self.customer]["name"] = self.touched

    def carry_on(self, correction_id: str) -> State:
        """Send it, starting anew whenever the process ended, until it is at its end."""
        for _ in range(40):
            fuse = Fuse(self.draw.randint(0, 14) if self.draw.random() < 0.5 else None)
            remotes = {name: FragileRemote(remote, fuse) for name, remote in self.remotes.items()}
            store: Any = FragileStore(self.store, fuse)
            outbox = Outbox(store, remotes, patience=(0.0,), wait=threading.Event().wait)
            try:
                state = outbox.carry_on(correction_id)
            except Killed:
                continue
            if state in ENDED:
                return state
        raise AssertionError(f"{correction_id} did not come to an end")

    def is_carried_out(self, step: Step) -> bool:
        """Whether the system holds what the step was to do."""
        if step.target:
            name = self.sandbox.world.firmao["customers"][self.customer]["name"]
            return bool(name == step.changes[0].after)
        return self._made(step) == 1

    def _made(self, step: Step) -> int:
        holds = step.reference.holds if step.reference else {}
        records = getattr(self.sandbox.world, step.system)[step.path].values()
        return sum(all(value_at(one, path) == value for path, value in holds.items()) for one in records)

    def writes(self, step: Step) -> int:
        """How often the request of a step was carried out."""
        body = dict(step.body or {})
        return sum(
            (one.system, one.method, one.path) == (step.system, step.method, step.path) and dict(one.body) == body
            for one in self.sandbox.writes
        )

    def again(self) -> "Run":
        """The same with nothing going wrong."""
        return replace(self, draw=Random(0))
