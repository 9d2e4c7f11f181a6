"""How fast the machine was just then: whoever shares it with us slows it down for seconds or for minutes.

The same work is done right before and right after every drawing. It knows nothing of pages, so which drawings were
disturbed is told without a look at what they took.
"""

import time
from collections.abc import Sequence
from typing import Protocol, TypeVar

import duckdb

_WORK = "select max(found) from (select range % 10007 as number, count(*) as found from range(1000000) group by number)"
# The machine is calm where that takes little longer than when it is fastest, a tenth of the time.
_CALM, _FASTEST = 1.2, 0.1


class Told(Protocol):
    """Something that was measured, and what the yardstick took meanwhile."""

    @property
    def machine(self) -> float: ...


Measured = TypeVar("Measured", bound=Told)


class _Yardstick:
    """The work, on a connection of its own: nothing of a page waits for it."""

    def __init__(self) -> None:
        self._aside = duckdb.connect(config={"threads": 1})

    def take(self) -> float:
        """Do it, in milliseconds."""
        begun = time.perf_counter()
        self._aside.execute(_WORK).fetchall()
        return (time.perf_counter() - begun) * 1000


YARDSTICK = _Yardstick()


def fastest(measured: Sequence[Told]) -> float:
    """What the work takes when the machine is fastest, in milliseconds: a tenth of all times were no longer."""
    ranked = sorted(one.machine for one in measured)
    return ranked[int(len(ranked) * _FASTEST)]


def calm(measured: Sequence[Measured]) -> list[Measured]:
    """What was measured while nobody disturbed the machine."""
    if not measured:
        return []
    longest = _CALM * fastest(measured)
    return [one for one in measured if one.machine <= longest]
