"""Ordway's lists: bare arrays, pages of at most 50, equality filters, changed-since, an unreliable order."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sandbox.ordway.errors import bad_request
from sandbox.ordway.records import as_answered
from sandbox.state import State
from sandbox.world import Record

_LARGEST_PAGE = 50
_DEFAULT_PAGE = 20
_PAGING = {"page", "size"}
_SINCE = "updated_date>"
# What a list calls a field in its filters, where that is not the field's own name.
_CALLED = {("invoices", "date"): "invoice_date"}


def listed(state: State, resource: str, query: dict[str, str]) -> list[Any]:
    """One page of a list, as it is answered. Raises 400 for a page, an order or a bound that cannot be read."""
    size = min(_number(query, "size", _DEFAULT_PAGE), _LARGEST_PAGE)
    # The list of plans was seen to answer the same page whatever number was asked for.
    number = 1 if resource == "plans" else _number(query, "page", 1)
    asked = tuple(sorted((key, value) for key, value in query.items() if key not in _PAGING))
    rows = state.readings.rows(
        ("ordway", resource, asked),
        state.stands_at("ordway", resource),
        lambda: _wanted(state, resource, dict(asked)),
        is_first=number == 1,
    )
    shown, _ = state.faults.page(f"ordway {resource} {asked}", rows, (number - 1) * size, size)
    return [as_answered(row) for row in shown]


def _number(query: dict[str, str], name: str, default: int) -> int:
    told = query.get(name) or str(default)
    if not told.isdecimal() or int(told) < 1:
        raise bad_request(f"{name} is invalid")
    return int(told)


def _wanted(state: State, resource: str, asked: dict[str, str]) -> list[Any]:
    """The rows that meet every filter, in the order asked for."""
    rows, sort, since = state.rows("ordway", resource), asked.pop("sort", "id"), asked.pop(_SINCE, "")
    known = state.readings.fields(("ordway", resource), state.stands_at("ordway", resource), lambda: _fields(rows))
    named = {_CALLED.get((resource, key), key): wanted for key, wanted in asked.items()}
    tests = [_equality(key, wanted) for key, wanted in named.items() if key in known]
    if since:
        tests.append(_changed_since(since))
    return _in_order([row for row in rows if not isinstance(row, dict) or all(test(row) for test in tests)], sort)


def _fields(rows: list[Any]) -> set[str]:
    return {key for row in rows if isinstance(row, dict) for key in (*row, *(row.get("custom_fields") or ()))}


def _equality(key: str, wanted: str) -> Callable[[Record], bool]:
    """A row that lacks the key does not match; a key that no row has is not looked at in the first place."""
    folded = wanted.lower()
    return lambda row: str((row.get("custom_fields") or {}).get(key, row.get(key, ""))).lower() == folded


def _changed_since(bound: str) -> Callable[[Record], bool]:
    """A bound of `2026-10-01` or an instant, cut to the milliseconds that records carry."""
    try:
        told = datetime.fromisoformat(bound)
    except ValueError:
        raise bad_request(f"{_SINCE} is invalid") from None
    moment = told.astimezone(UTC) if told.tzinfo else told
    comparable = f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"
    return lambda row: str(row.get("updated_date", "")) >= comparable


def _in_order(rows: list[Any], sort: str) -> list[Any]:
    fields = sort.replace("+", " ").split(",")
    field, _, direction = fields[0].partition(" ")
    if not field:
        raise bad_request("sort is invalid")
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
