"""What pages asked lately, so that it can be asked again once data changed, before somebody waits for it."""

import threading
import time
from collections import OrderedDict
from functools import cache
from typing import Any

Params = tuple[tuple[str, Any], ...]


class Lately:
    """What was asked of a store lately, each question once: at most so many, and none from longer ago than an hour."""

    def __init__(self, at_most: int = 32, seconds: float = 3600) -> None:
        self._at_most = at_most
        self._seconds = seconds
        self._asked: OrderedDict[tuple[str, Params], float] = OrderedDict()
        self._noting = threading.Lock()

    def note(self, name: str, params: Params) -> None:
        """Somebody asks it now."""
        with self._noting:
            self._asked[name, params] = time.monotonic()
            self._asked.move_to_end((name, params))
            while len(self._asked) > self._at_most:
                self._asked.popitem(last=False)

    def questions(self) -> list[tuple[str, Params]]:
        """Each by its name and parameters, the latest first."""
        since = time.monotonic() - self._seconds
        with self._noting:
            return [asked for asked, at in reversed(self._asked.items()) if at > since]


@cache
def lately(path: str) -> Lately:  # noqa: ARG001 - each path has its own
    """What was asked lately of the store at a path."""
    return Lately()
