"""What can go wrong with an answer, switched on by profile: each fault is a small function on one answer.

Transient faults hit a bounded share of the requests and never the same request twice in a row, so that asking again
succeeds. Faults of a list (`repeated`, `shifted`) disturb only the first reading of each list. What goes wrong with
writes (`writes`) is told in `sandbox.write_faults`.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.answers import (
    Answer,
    Fault,
    bad_gateway,
    down,
    dropped,
    rate_limit,
    rate_limit_silent,
    timeout,
    truncated,
)
from sandbox.world import Record
from sandbox.write_faults import WriteFaults

_NOTHING = Answer(204, (), b"")
TRANSIENT: dict[str, Fault] = {
    fault.__name__: fault for fault in (rate_limit, rate_limit_silent, bad_gateway, timeout, dropped, truncated)
}
# Turned away before anything was done; behind the other faults the work was done all the same.
_TURNED_AWAY = (rate_limit, rate_limit_silent, down)
PROFILES = ("none", *TRANSIENT, "repeated", "shifted", "wrong_type", "down", "all", "writes")
# One request in so many goes wrong; too many requests are answered in bursts of so many.
_EVERY = 6
_BURST = 3


@dataclass(frozen=True)
class Request:
    """A request that arrived; `path` is without what all of the system's begin with."""

    system: str
    method: str
    path: str
    query: str


@dataclass
class Faults:
    """The faults in force, and what they remember of the requests so far."""

    profile: str = "none"
    hold_seconds: float = 3.0
    writes: WriteFaults = field(default_factory=WriteFaults)
    _count: int = 0
    _hit: set[str] = field(default_factory=set)
    _readings: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def switch(self, profile: str) -> None:
        """Put another profile in force and forget what the last one remembered. Raises `ValueError`."""
        if profile not in PROFILES:
            raise ValueError(f"{profile!r} is none of {', '.join(PROFILES)}")
        with self._lock:
            self.profile, self._count = profile, 0
            self._hit.clear()
            self._readings.clear()
        self.writes.draw_at_random(is_random=profile == "writes")

    async def answered(self, request: Request, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer as it goes out; `ask` has the request done."""
        written = self.writes.next_for(request.system, request.method, request.path)
        answer = await (written.answered(ask) if written else self._spoiled(request, ask))
        if answer.is_held:
            await asyncio.sleep(self.hold_seconds)
        return answer

    async def _spoiled(self, request: Request, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        fault = self._fault_for(" ".join((request.system, request.method, request.path, request.query)))
        if fault is not None and fault in _TURNED_AWAY:
            return fault(_NOTHING)
        answer = await ask()
        return fault(answer) if fault else answer

    def _fault_for(self, request: str) -> Fault | None:
        if self.profile == "down":
            return down
        if self.profile not in (*TRANSIENT, "all"):
            return None
        with self._lock:
            return self._next_transient(request)

    def _next_transient(self, request: str) -> Fault | None:
        self._count += 1
        was_hit = request in self._hit
        self._hit.discard(request)
        turn, place = divmod(self._count, _EVERY)
        fault = list(TRANSIENT.values())[turn % len(TRANSIENT)] if self.profile == "all" else TRANSIENT[self.profile]
        if was_hit or turn == 0 or place >= (_BURST if fault in _TURNED_AWAY else 1):
            return None
        self._hit.add(request)
        return fault

    def page(self, key: str, rows: list[Any], start: int, length: int) -> tuple[list[Any], int]:
        """The rows of a page and the total told with it, as they are while the list moves under the reader.

        `key` names the list and its filters: each of its readings starts at row 0.
        """
        with self._lock:
            self._readings[key] += start == 0
            is_moving = self._readings[key] <= 1 and start > 0
        if self.profile == "repeated" and is_moving:
            return rows[start - 1 : start - 1 + length], len(rows) + 1
        if self.profile == "shifted" and is_moving and start < len(rows):
            return [rows[start - 1], *rows[start + 1 : start + length]], len(rows)
        return rows[start : start + length], len(rows)

    def with_wrong_types(self, system: str, resource: str, rows: list[Record]) -> list[Any]:
        """The rows with some records of the wrong type, in the profile that is about them."""
        if self.profile != "wrong_type" or len(rows) < 3:
            return list(rows)
        first, second, third, *rest = rows
        if (system, resource) == ("ordway", "invoices"):
            return [first, second | {"line_items": "oops"}, third | {"invoice_amount": {"amount": "1.0"}}, *rest]
        if (system, resource) == ("firmao", "agreements"):
            return [first, second | {"nettoPrice": "abc"}, third, *rest]
        if (system, resource) == ("firmao", "customers"):
            return [first, "oops", second, third, *rest]
        return list(rows)
