"""Ordway's lists: bare arrays, pages of at most 50, equality filters, changed-since, an unreliable order."""

from collections.abc import Callable
from typing import Any

from sandbox.ordway.records import as_answered
from sandbox.state import State

_LARGEST_PAGE = 50
_DEFAULT_PAGE = 20
_PAGING = {"page", "size", "sort"}


def listed(state: State, resource: str, query: dict[str, str]) -> list[Any]:
    """One page of a list, as it is answered."""
    rows = [row for row in state.rows("ordway", resource) if _is_wanted(row, query)]
    rows = _in_order(rows, query.get("sort", "id"))
    size = max(1, min(int(query.get("size") or _DEFAULT_PAGE), _LARGEST_PAGE))
    # The list of plans was seen to answer the same page whatever number was asked for.
    number = 1 if resource == "plans" else int(query.get("page") or 1)
    key = f"ordway {resource} {query.get('updated_date>', '')}"
    shown, _ = state.faults.page(key, rows, (number - 1) * size, size)
    return [as_answered(row) for row in shown]


def _is_wanted(row: Any, query: dict[str, str]) -> bool:
    if not isinstance(row, dict):
        return True
    since = query.get("updated_date>")
    if since and str(row.get("updated_date", "")) < _comparable(since):
        return False
    return all(
        str(row.get(key, "")).lower() == wanted.lower()
        for key, wanted in query.items()
        if key not in _PAGING and key != "updated_date>" and key in row
    )


def _comparable(since: str) -> str:
    """A bound of `2026-10-01` or with microseconds, cut to the milliseconds that records carry."""
    return since[:23] if "." in since else since.rstrip("Z")


def _in_order(rows: list[Any], sort: str) -> list[Any]:
    fields = sort.replace("+", " ").split(",")
    field, _, direction = fields[0].strip().partition(" ")
    ordered = sorted(rows, key=_sort_key(field), reverse=direction.strip().lower() == "desc")
    return ordered if field == "id" else _disturbed(ordered)


def _sort_key(field: str) -> Callable[[Any], str]:
    return lambda row: str(row.get(field, "")) if isinstance(row, dict) else ""


def _disturbed(rows: list[Any]) -> list[Any]:
    """Neighbours changed places here and there: only the order by id was seen to be kept."""
    shown = list(rows)
    for place in range(3, len(shown) - 1, 7):
        shown[place], shown[place + 1] = shown[place + 1], shown[place]
    return shown
