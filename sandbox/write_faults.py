"""What goes wrong with writes: which one and how is told beforehand, or drawn by seed in the profile `writes`.

Each kind says whether the write was carried out. With `timeout_after`, `dropped_after` and `bad_gateway_after` it was,
and nobody hears of it.
"""

import threading
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox.answers import Answer, bad_gateway, dropped, rate_limit, rate_limit_silent, timeout

_WRITES = ("POST", "PUT", "DELETE")
# What stands for an answer that was never made.
_NO_ANSWER = Answer(200, ((b"content-type", b"application/json"),), b"{}")


@dataclass(frozen=True)
class Kind:
    """How an answer is spoiled, and whether the write behind it was carried out."""

    spoil: Callable[[Answer], Answer]
    is_carried_out: bool

    async def answered(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer as it goes out; `ask` has the write done."""
        answer = await ask() if self.is_carried_out else _NO_ANSWER
        # An answer without a body could not be seen to end too early.
        return self.spoil(answer if answer.body else _NO_ANSWER)


KINDS = {
    "timeout_before": Kind(timeout, is_carried_out=False),
    "timeout_after": Kind(timeout, is_carried_out=True),
    "dropped_before": Kind(dropped, is_carried_out=False),
    "dropped_after": Kind(dropped, is_carried_out=True),
    "bad_gateway_before": Kind(bad_gateway, is_carried_out=False),
    "bad_gateway_after": Kind(bad_gateway, is_carried_out=True),
    "rate_limit": Kind(rate_limit, is_carried_out=False),
    "rate_limit_silent": Kind(rate_limit_silent, is_carried_out=False),
}
# One write in so many goes wrong in the profile `writes`.
_EVERY = 3


@dataclass
class WriteFault:
    """The next `times` writes to a path that begins with `path`, by `method`, in `system`; empty means any."""

    kind: str
    method: str = ""
    path: str = ""
    system: str = ""
    times: int = 1

    def hits(self, system: str, method: str, path: str) -> bool:
        """Whether a write is meant."""
        is_meant = self.system in ("", system) and self.method in ("", method)
        return self.times > 0 and is_meant and path.startswith(self.path.lstrip("/"))


def read_fault(told: Any) -> WriteFault:
    """A fault from the object it is told as. Raises `ValueError`."""
    try:
        fault = WriteFault(**told)
    except TypeError as error:
        raise ValueError(f"a fault has kind, method, path, system, times: {error}") from error
    names = (fault.kind, fault.method, fault.path, fault.system)
    if not all(isinstance(one, str) for one in names) or type(fault.times) is not int or fault.times < 1:
        raise ValueError("kind, method, path and system are texts, times is a number from 1")
    if fault.kind not in KINDS:
        raise ValueError(f"{fault.kind!r} is none of {', '.join(KINDS)}")
    if fault.method not in ("", *_WRITES):
        raise ValueError(f"{fault.method!r} is none of {', '.join(_WRITES)}")
    return fault


@dataclass
class WriteFaults:
    """The faults that wait for their writes, in order. `is_random` draws more by `seed`, the same in every run."""

    seed: int = 7
    is_random: bool = False
    waiting: list[WriteFault] = field(default_factory=list)
    _drawn: int = 0
    _hit: set[tuple[str, str, str]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, faults: Iterable[WriteFault]) -> None:
        """Let these faults wait behind those that wait already."""
        with self._lock:
            self.waiting += faults

    def clear(self) -> None:
        """Forget every fault that waits."""
        with self._lock:
            self.waiting.clear()

    def draw_at_random(self, *, is_random: bool) -> None:
        """Draw faults by seed from its beginning on, or no more."""
        with self._lock:
            self.is_random, self._drawn = is_random, 0
            self._hit.clear()

    def next_for(self, system: str, method: str, path: str) -> Kind | None:
        """What goes wrong with a request; `path` is without what all of the system's begin with."""
        if method not in _WRITES:
            return None
        with self._lock:
            fault = next((one for one in self.waiting if one.hits(system, method, path)), None)
            if fault:
                fault.times -= 1
                self.waiting = [one for one in self.waiting if one.times]
                return KINDS[fault.kind]
            return self._drawn_for((system, method, path)) if self.is_random else None

    def _drawn_for(self, request: tuple[str, str, str]) -> Kind | None:
        """One in so many at random, never two to the same address in a row."""
        self._drawn += 1
        draw = Random(f"{self.seed}:{self._drawn}")  # noqa: S311 - a made-up fault, not a secret
        was_hit = request in self._hit
        self._hit.discard(request)
        if was_hit or draw.randrange(_EVERY):
            return None
        self._hit.add(request)
        return KINDS[draw.choice(list(KINDS))]
