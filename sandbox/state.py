"""The live state behind both APIs, and the log of what was asked of them."""

import threading
from dataclasses import dataclass, field
from typing import Any

import msgspec

from sandbox.clock import Clock
from sandbox.faults import Faults
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


@dataclass
class State:
    """The world, its clock, its faults, and the log of requests. `latency` is in seconds."""

    world: World
    clock: Clock
    faults: Faults
    latency: float = 0.0
    page_limit: int = 100
    lists_deleted: bool = False
    requests: list[Asked] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def rows(self, system: str, resource: str) -> list[Any]:
        """Every record of a resource in order of arrival, those of a wrong type included."""
        held: dict[Any, Record] = getattr(self.world, system).get(resource, {})
        return self.faults.with_wrong_types(system, resource, list(held.values()))


def encode(value: Any) -> bytes:
    """JSON text; a Decimal becomes a number with its digits kept."""
    return _encoder.encode(value)
