"""The live state behind both APIs, and the log of what was asked of them and written."""

import threading
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.ordway.memory import Memory
from sandbox.readings import Readings
from sandbox.world import Record, World

_encoder = msgspec.json.Encoder(decimal_format="number")


@dataclass(frozen=True)
class Asked:
    """One request as it arrived, and the status it was answered with."""

    system: str
    method: str
    path: str
    query: str
    status: int


@dataclass(frozen=True)
class Written:
    """One write that was carried out, whatever became of its answer; `path` as in `payments/PMT-00001/refund`."""

    system: str
    method: str
    path: str
    query: str
    body: Any


@dataclass
class State:
    """The world, its clock, its faults, the log of requests and the journal of writes.

    `latency` is in seconds; writes move `version`. With `checks_changes` every change of a subscription stands in
    Validating for some reads.
    """

    world: World
    clock: Clock
    faults: Faults
    latency: float = 0.0
    page_limit: int = 100
    lists_deleted: bool = False
    checks_changes: bool = False
    version: int = 0
    memory: Memory = field(default_factory=Memory)
    readings: Readings = field(default_factory=Readings)
    requests: list[Asked] = field(default_factory=list)
    writes: list[Written] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def begin_anew(self, world: World) -> None:
        """Hold another world from now on, and forget what was asked, written and to go wrong before."""
        with self.lock:
            self.world, self.memory, self.version = world, Memory(), self.version + 1
            self.requests.clear()
            self.writes.clear()
            self.faults.writes.clear()

    def rows(self, system: str, resource: str) -> list[Any]:
        """Every record of a resource in order of arrival, those of a wrong type included."""
        return self.faults.with_wrong_types(system, resource, list(self._held(system, resource).values()))

    def record(self, system: str, resource: str, record_id: Any) -> Any:
        """One record as lists show it, or None."""
        if self.faults.profile != "wrong_type":
            return self._held(system, resource).get(record_id)
        rows = (row for row in self.rows(system, resource) if isinstance(row, dict))
        return next((row for row in rows if row.get("id") == record_id), None)

    def stands_at(self, system: str, resource: str) -> Hashable:
        """What is different as soon as a list was written to."""
        return self.version, len(self._held(system, resource)), self.faults.profile, self.lists_deleted

    def _held(self, system: str, resource: str) -> dict[Any, Record]:
        held: dict[Any, Record] = getattr(self.world, system).get(resource, {})
        return held


def encode(value: Any) -> bytes:
    """JSON text; a Decimal becomes a number with its digits kept."""
    return _encoder.encode(value)
