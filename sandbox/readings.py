"""Lists as they were last put together, so that a page costs its own rows and not the whole list."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

# Clients read few lists at a time; one that is put out is only put together anew.
_KEPT = 32


@dataclass
class Readings:
    """Rows by list and query. `state` stands for what the list was put together from: another one, another list."""

    _rows: dict[Hashable, tuple[Hashable, list[Any]]] = field(default_factory=dict)
    _fields: dict[Hashable, tuple[Hashable, set[str]]] = field(default_factory=dict)

    def rows(self, key: Hashable, state: Hashable, make: Callable[[], list[Any]], *, is_first: bool) -> list[Any]:
        """The rows in order. The first page puts them together anew, since tests change records behind the API."""
        held = self._rows.pop(key, None)
        if held is None or is_first or held[0] != state:
            held = state, make()
        self._rows[key] = held
        if len(self._rows) > _KEPT:
            del self._rows[next(iter(self._rows))]
        return held[1]

    def fields(self, key: Hashable, state: Hashable, make: Callable[[], set[str]]) -> set[str]:
        """The keys that any row of a list has."""
        held = self._fields.get(key)
        if held is None or held[0] != state:
            held = self._fields[key] = state, make()
        return held[1]
