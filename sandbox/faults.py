"""What can go wrong with an answer, switched on by profile: each fault is a small function on one answer.

Transient faults hit a bounded share of the requests and never the same request twice in a row, so that asking again
succeeds. Faults of a list (`repeated`, `shifted`) disturb only the first reading of each list.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.world import Record


@dataclass(frozen=True)
class Answer:
    """An answer on its way out. With `is_dropped` the connection ends in the middle of the body.

    With `is_held` it waits first, longer than a client does.
    """

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    is_dropped: bool = False
    is_held: bool = False


Fault = Callable[[Answer], Answer]
_JSON = ((b"content-type", b"application/json"),)
_NOTHING = Answer(204, (), b"")
_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>"


def rate_limit(_: Answer) -> Answer:
    """429 with the time to wait."""
    return Answer(429, (*_JSON, (b"retry-after", b"1")), b'{"message":"Too Many Requests"}')


def rate_limit_silent(_: Answer) -> Answer:
    """429 without a word on how long to wait."""
    return Answer(429, _JSON, b'{"message":"Too Many Requests"}')


def bad_gateway(_: Answer) -> Answer:
    """A proxy's HTML page instead of data."""
    return Answer(502, ((b"content-type", b"text/html"),), _PAGE)


def down(_: Answer) -> Answer:
    """503, always."""
    return Answer(503, _JSON, b'{"message":"Service Unavailable"}')


def timeout(answer: Answer) -> Answer:
    """Held back longer than a client waits, and never sent whole."""
    return replace(answer, is_held=True, is_dropped=True)


def dropped(answer: Answer) -> Answer:
    """The connection ends in the middle of the body."""
    return replace(answer, is_dropped=True)


def truncated(answer: Answer) -> Answer:
    """A complete transfer of a text that was cut off."""
    return replace(answer, body=answer.body[: max(1, len(answer.body) * 2 // 3)])


TRANSIENT: dict[str, Fault] = {
    fault.__name__: fault for fault in (rate_limit, rate_limit_silent, bad_gateway, timeout, dropped, truncated)
}
# Turned away before anything was done; behind the other faults the work was done all the same.
_TURNED_AWAY = (rate_limit, rate_limit_silent, down)
PROFILES = ("none", *TRANSIENT, "repeated", "shifted", "wrong_type", "down", "all")
# One request in so many goes wrong; too many requests are answered in bursts of so many.
_EVERY = 6
_BURST = 3


@dataclass
class Faults:
    """The faults in force, and what they remember of the requests so far."""

    profile: str = "none"
    hold_seconds: float = 3.0
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

    async def answered(self, request: str, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer as it goes out; `request` names the request (method, path, query), `ask` has it done."""
        fault = self._fault_for(request)
        if fault is not None and fault in _TURNED_AWAY:
            return fault(_NOTHING)
        answer = await ask()
        spoiled = fault(answer) if fault else answer
        if spoiled.is_held:
            await asyncio.sleep(self.hold_seconds)
        return spoiled

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
