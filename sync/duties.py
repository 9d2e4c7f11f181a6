"""Duties: further work for the worker's thread, handed in from outside; when each is due, and about what."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finished:
    """How a duty ended: whether the two systems hold something else now, and in how many seconds it is to go on."""

    has_changed: bool = False
    again_in: float | None = None


# Is told the subjects it was asked about, and an event that ends it early.
Duty = Callable[[frozenset[str], threading.Event], Finished]


@dataclass
class _Kept:
    carry_out: Duty
    subjects: set[str] = field(default_factory=set)
    due: float | None = None
    is_running: bool = False


class Duties:
    """The duties by name. Whoever shares it between threads guards it."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def add(self, name: str, duty: Duty) -> None:
        """Take a duty on; it is due at once."""
        self._kept[name] = _Kept(duty, due=time.monotonic())

    def ask(self, name: str, subject: str = "") -> None:
        """Have a duty carried out as soon as possible. Raises `KeyError` for one nobody added."""
        kept = self._kept[name]
        kept.due = time.monotonic()
        if subject:
            kept.subjects.add(subject)

    def ask_all(self) -> None:
        """Have every duty carried out as soon as possible."""
        for name in self._kept:
            self.ask(name)

    def is_on(self, name: str) -> bool:
        """Whether a duty is being carried out, or is due now."""
        return self._kept[name].is_running or self._is_due(self._kept[name])

    @property
    def due(self) -> float | None:
        """When the next one is due, by the monotonic clock; None for never."""
        return min((one.due for one in self._kept.values() if one.due is not None), default=None)

    @property
    def is_any_due(self) -> bool:
        """Whether one is due now."""
        return any(map(self._is_due, self._kept.values()))

    def begin(self) -> Iterator[tuple[str, Duty, frozenset[str]]]:
        """Each duty that is due now, with its subjects; it counts as running until it is `ended`."""
        for name, kept in self._kept.items():
            if self._is_due(kept):
                subjects, kept.subjects, kept.due, kept.is_running = frozenset(kept.subjects), set(), None, True
                yield name, kept.carry_out, subjects

    def end(self, name: str, finished: Finished) -> None:
        """Note how a duty ended; one that was asked for meanwhile stays due."""
        kept = self._kept[name]
        kept.is_running = False
        if kept.due is None and finished.again_in is not None:
            kept.due = time.monotonic() + finished.again_in

    @staticmethod
    def _is_due(kept: _Kept) -> bool:
        return kept.due is not None and kept.due <= time.monotonic()
