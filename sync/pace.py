"""Keeping within a system's rate: one shared clock a system, for all threads that call it."""

import random
import threading
import time
from collections.abc import Callable

_LONGEST_WAIT = 60.0
_FIRST_WAIT = 0.5
RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})


class Pace:
    """Hands out the moments at which requests may leave: evenly spaced, and later after a 429."""

    def __init__(self, per_second: float, wait: Callable[[float], object] = time.sleep) -> None:
        self._interval = 1 / per_second if per_second else 0.0
        self._next = 0.0
        self._lock = threading.Lock()
        self._wait = wait

    def take_turn(self) -> None:
        """Wait until the next request may leave."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._interval
        if turn > now:
            self._wait(turn - now)

    def hold(self, seconds: float) -> None:
        """No request leaves for so long, a minute at most: the system said it is asked too often."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + min(seconds, _LONGEST_WAIT))


def wait_before_retry(attempt: int, attempts: int, told: float | None) -> float | None:
    """Seconds to wait before the attempt after number `attempt` (from 1), or None when it was the last.

    The system's own word (`Retry-After`) is honoured up to a minute; else the wait doubles, with jitter so that
    parallel requests do not come back in step.
    """
    if attempt >= attempts:
        return None
    if told is not None:
        return min(told, _LONGEST_WAIT)
    longest = min(_FIRST_WAIT * 2.0 ** (attempt - 1), _LONGEST_WAIT)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, not a secret
