"""One correction, or a batch of them, sent while something goes wrong, and beside it what the systems really hold."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import msgspec

from corrections.bulk import approve_batch, propose_batch
from corrections.life import approve, propose
from corrections.outbox import Outbox
from corrections.plan import Plan, Step
from corrections.records import is_same, value_at
from corrections.remote import made_id, rendered
from corrections.states import ENDED
from queries.ledger.corrections import KeptStep
from sandbox.world import World
from sandbox.write_faults import WriteFault
from sync.http import Written
from sync.policy import Approval
from tests.corrections.conftest import APPROVER, FINANCE, Desk
from tests.corrections.mishaps import (
    DRAWN,
    EDITED,
    KILLED,
    FragileRemote,
    FragileStore,
    Fuse,
    Killed,
    edit,
    held,
    watched,
)
from tests.corrections.rehearsals import Rehearsal
from tests.corrections.small_worlds import together

_PATIENCE = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Mishap:
    """What goes wrong with which step of which correction of a run."""

    what: str
    correction: int
    position: int


@dataclass
class Run:
    """What is sent, and what goes wrong with it; with `is_drawn` more does, at any moment. `met` tells what did."""

    desk: Desk
    rehearsed: Sequence[Rehearsal]
    mishap: Mishap
    draw: Random
    is_drawn: bool = False
    met: set[str] = field(default_factory=set)
    _made: dict[int, str] = field(default_factory=dict)

    def start(self) -> list[str]:
        """Put the world back, have all of it approved, and let the first thing go wrong; the ids of the corrections."""
        self.desk.served.sandbox.begin_anew(together(one.own_world() for one in self.rehearsed))
        self._spoil()
        ids = self._approved()
        if self.mishap.what == EDITED and self._is_there_already():
            self._edit(self.step)
        return ids

    @property
    def step(self) -> Step:
        """The step that something goes wrong with."""
        return self.plans[self.mishap.correction].steps[self.mishap.position - 1]

    @property
    def plans(self) -> list[Plan]:
        """What is sent. The world begins anew with each run, so that no earlier one has put anything right."""
        return [replace(one.plan, settles=()) for one in self.rehearsed]

    def carry_on(self, ids: Sequence[str]) -> None:
        """Send it, starting anew whenever the process ended, until all of it is at its end."""
        for _ in range(60):
            fuse = Fuse(self.draw.randint(0, 25) if self.is_drawn and self.draw.random() < 0.4 else None)
            try:
                self._outbox(fuse).work_off()
            except Killed:
                continue
            if all(self.desk.state(one) in ENDED for one in ids):
                return
        raise AssertionError(f"{ids} did not come to an end: {[self.desk.story(one) for one in ids]}")

    def _outbox(self, fuse: Fuse) -> Outbox:
        store: Any = FragileStore(self.desk.store, fuse)
        remotes = {
            name: FragileRemote(remote, fuse, self._before, self._after) for name, remote in self.desk.remotes.items()
        }
        return Outbox(store, remotes, patience=_PATIENCE, wait=threading.Event().wait)

    def _approved(self) -> list[str]:
        if len(self.plans) == 1:
            correction_id = propose(self.desk.store, self.plans[0], FINANCE, "it differs")
            approve(self.desk.store, correction_id, APPROVER, Approval())
            return [correction_id]
        batch = propose_batch(self.desk.store, self.plans, FINANCE, "all alike")
        assert batch.refused == {}
        assert approve_batch(self.desk.store, batch.batch_id, APPROVER, Approval()) == {}
        return list(batch.correction_ids)

    def _spoil(self) -> None:
        """Faults of the wire wait for their write in the sandbox."""
        wanted = [(self.mishap.what, self.step)]
        if self.is_drawn:
            steps = [step for plan in self.plans for step in plan.steps]
            wanted += [(self.draw.choice(DRAWN), step) for step in steps if self.draw.random() < 0.2]
        for what, step in wanted:
            if what not in (*KILLED, EDITED):
                fixed = step.path.partition("{")[0]
                self.desk.served.sandbox.spoil(WriteFault(what, step.method, fixed, step.system))

    def _before(self, step: Step) -> None:
        self._end_at("killed_before", step)

    def _after(self, step: Step, written: Written) -> None:
        if step.reference and (record_id := made_id(written)):
            steps = self.plans[self.mishap.correction].steps
            own = (n for n, one in enumerate(steps, 1) if n not in self._made and rendered(one, self._made) == step)
            self._made |= dict.fromkeys(list(own)[:1], record_id)
        if self.mishap.what == EDITED and self._comes_next_after(step):
            self._edit(rendered(self.step, self._made))
        self._end_at("killed_after", step)

    def _is_there_already(self) -> bool:
        """Whether what a step is about is there before any other was carried out."""
        return self.mishap.position == 1 or (self.step.target is not None and not _is_of_made(self.step))

    def _comes_next_after(self, step: Step) -> bool:
        steps, position = self.plans[self.mishap.correction].steps, self.mishap.position
        return not self._is_there_already() and rendered(steps[position - 2], self._made) == step

    def _end_at(self, what: str, step: Step) -> None:
        """The process ends once at the step that is meant."""
        if self.mishap.what == what and what not in self.met and rendered(self.step, self._made) == step:
            self.met.add(what)
            raise Killed

    def _edit(self, step: Step) -> None:
        """Somebody changes what a step is about, or does the same as it first."""
        if EDITED in self.met:
            return
        self.met.add(EDITED)
        path = watched(step)
        if step.target and path:
            record = held(self.world, step.system, step.target.resource, step.target.record_id)
            if record is not None:
                edit(record, path)
        elif step.reference:
            # What goes wrong is meant for our requests, not for somebody else's.
            waiting = list(self._waiting())
            self.desk.served.sandbox.state.faults.writes.clear()
            self.desk.remotes[step.system].send(step)
            self.desk.served.sandbox.state.faults.writes.add(waiting)
            self.desk.served.sandbox.writes.clear()

    @property
    def world(self) -> World:
        """What both systems hold."""
        return self.desk.world

    def writes(self) -> Counter[str]:
        """How often each request was carried out, as the sandbox keeps it."""
        return Counter(
            request_told(one.system, one.method, one.path, one.body) for one in self.desk.served.sandbox.writes
        )

    def has_met(self) -> bool:
        """Whether what was to go wrong did."""
        return self.mishap.what in self.met or (self.mishap.what not in (*KILLED, EDITED) and not self._waiting())

    def _waiting(self) -> list[WriteFault]:
        return self.desk.served.sandbox.state.faults.writes.waiting


def requests_of(plan: Plan, kept: Sequence[KeptStep]) -> list[tuple[str, KeptStep, Step]]:
    """The request of each step as it left, or would have left."""
    made = {one.position: one.record_id for one in kept if one.record_id}
    steps = [rendered(step, made) for step in plan.steps]
    return [(request_told(s.system, s.method, s.path, s.body), one, s) for s, one in zip(steps, kept, strict=True)]


def not_as_planned(world: World, plan: Plan, kept: Sequence[KeptStep]) -> list[str]:
    """What does not stand in the world as the plan has it, whatever is told of it."""
    wanted: dict[tuple[str, str, str], Mapping[str, str | None] | None] = {}
    for _, one, step in requests_of(plan, kept):
        resource, record_id = (
            (step.target.resource, step.target.record_id) if step.target else (step.path, str(one.record_id))
        )
        values = {change.path: change.after for change in step.changes}
        before = wanted.get((step.system, resource, record_id)) or {}
        wanted[step.system, resource, record_id] = None if step.is_removal else {**before, **values}
    return [f"{key}: {told}" for key, told in wanted.items() if not _is_so(world, key, told)]


def _is_so(world: World, key: tuple[str, str, str], wanted: Mapping[str, str | None] | None) -> bool:
    record = held(world, *key) if key[2] != "None" else None
    if wanted is None or record is None:
        return wanted is None and record is None
    return all(is_same(value_at(record, path), value) for path, value in wanted.items())


def _is_of_made(step: Step) -> bool:
    return b"{made:" in msgspec.json.encode(step)


def request_told(system: str, method: str, path: str, body: Any) -> str:
    """A request as it compares with another."""
    return f"{system} {method} {path} {msgspec.json.encode(_plain(body), order='deterministic').decode()}"


def _plain(value: Any) -> Any:
    """Numbers as texts, so that what was sent and what arrived compare."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if isinstance(value, (bool, str)) or value is None else str(value)
