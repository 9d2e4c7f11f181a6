"""Firmao's lists: a page from a row offset, a total that may be untold, an order, filters."""

from decimal import Decimal
from typing import Any

from sandbox.firmao.errors import invalid_value
from sandbox.firmao.filters import filtered, value_at
from sandbox.state import State

# The total of these lists is told as -1 while another page is likely.
_UNTOLD = {"transactionentries", "salesnotes"}
# Fields of the manual that every record of a list may lack, and that it is searched by all the same.
_SEARCHED = {
    "salesnotes": {"customer", "description", "type", "date", "agreement", "offer", "transaction"},
    "tasks": {"name", "description", "status", "customer", "agreement", "offer", "transaction"},
}
_PAGING = {"start", "limit", "dataFormat"}


def page(state: State, resource: str, query: dict[str, str]) -> dict[str, Any]:
    """One page of a list, as it is answered. Raises 400 for an unknown filter or an offset that is no number."""
    start, limit = _number(query, "start", 0), min(_number(query, "limit", 50), state.page_limit)
    asked = tuple(sorted((key, value) for key, value in query.items() if key not in _PAGING))
    rows = state.readings.rows(
        ("firmao", resource, asked),
        state.stands_at("firmao", resource),
        lambda: _wanted(state, resource, dict(asked)),
        is_first=start == 0,
    )
    shown, total = state.faults.page(f"firmao {resource} {asked}", rows, start, limit)
    is_untold = resource in _UNTOLD and start + limit < total
    answer = {
        "data": shown,
        "totalSize": -1 if is_untold else total,
        "sort": query.get("sort", "id"),
        "dir": query.get("dir", "ASC"),
    }
    return answer | ({"multiloggingdetected": False} if start % 200 == 100 else {})


def _number(query: dict[str, str], name: str, default: int) -> int:
    told = query.get(name, str(default))
    if not told.isdecimal():
        raise invalid_value(name, told)
    return int(told)


def _wanted(state: State, resource: str, asked: dict[str, str]) -> list[Any]:
    """The rows that meet every filter, in the order asked for."""
    rows = [row for row in state.rows("firmao", resource) if state.lists_deleted or not _is_deleted(row)]
    known = state.readings.fields(("firmao", resource), state.stands_at("firmao", resource), lambda: _fields(rows))
    known = known and known | _SEARCHED.get(resource, set())
    sort, direction = asked.pop("sort", "id"), asked.pop("dir", "ASC")
    return _sorted(filtered(rows, asked, known), sort, descending=direction.upper() == "DESC")


def _fields(rows: list[Any]) -> set[str]:
    return {key for row in rows if isinstance(row, dict) for key in row}


def _sorted(rows: list[Any], sort: str, *, descending: bool) -> list[Any]:
    records = [row for row in rows if isinstance(row, dict)]
    records.sort(key=lambda row: _place(value_at(row, sort)), reverse=descending)
    return records[:1] + [row for row in rows if not isinstance(row, dict)] + records[1:]


def _place(value: Any) -> tuple[int, Any]:
    """Numbers, then texts, then what is missing: a record of a wrong type must not upset the order."""
    if value is None:
        return 2, 0
    return (0, value) if isinstance(value, (int, Decimal)) else (1, str(value))


def _is_deleted(row: Any) -> bool:
    return isinstance(row, dict) and bool(row.get("deleted"))
