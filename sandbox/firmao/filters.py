"""Firmao's filters: `field(op)=value` as query parameters."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.firmao.errors import invalid_value, unknown_parameter
from sandbox.world import Record

_FILTER = re.compile(r"(?P<field>[\w.]+)\((?P<op>\w+)\)")
_PLAIN = {"start", "limit", "sort", "dir", "dataFormat"}
Test = Callable[[Any, str], bool]


def _ordered(compare: Callable[[Any, Any], bool]) -> Test:
    def test(value: Any, wanted: str) -> bool:
        if value is None:
            return False
        return compare(*_comparable(value, wanted))

    return test


def _negated(test: Test) -> Test:
    return lambda value, wanted: not test(value, wanted)


def _comparable(value: Any, wanted: str) -> tuple[Any, Any]:
    """Both sides as numbers where the value is one, else as text, which orders ISO dates and instants rightly."""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        try:
            return Decimal(value), Decimal(wanted)
        except InvalidOperation as error:
            raise invalid_value("", wanted) from error
    return str(value), wanted


_OPS: dict[str, Test] = {
    "eq": lambda value, wanted: _text(value) == wanted,
    "ne": lambda value, wanted: _text(value) != wanted,
    "contains": lambda value, wanted: wanted.lower() in _text(value).lower(),
    "notContains": lambda value, wanted: wanted.lower() not in _text(value).lower(),
    "in": lambda value, wanted: _text(value) in wanted.split(";"),
    "notin": lambda value, wanted: _text(value) not in wanted.split(";"),
    "gt": _ordered(lambda a, b: a > b),
    "ge": _ordered(lambda a, b: a >= b),
    "lt": _ordered(lambda a, b: a < b),
    "le": _ordered(lambda a, b: a <= b),
}
_OPS |= {f"n{op}": _negated(_OPS[op]) for op in ("gt", "ge", "lt", "le")}


def filtered(rows: Iterable[Any], query: Mapping[str, str], known: set[str]) -> list[Any]:
    """The rows that meet every filter of the query.

    `known` are the fields of the resource; where there is no record to tell, every field is taken. Raises
    `FirmaoError` for a field or operator not taken.
    """
    tests = [_test(name, wanted, known) for name, wanted in query.items() if name not in _PLAIN]
    return [row for row in rows if not isinstance(row, dict) or all(test(row) for test in tests)]


def _test(name: str, wanted: str, known: set[str]) -> Callable[[Record], bool]:
    found = _FILTER.fullmatch(name)
    if not found or found["op"] not in _OPS or (known and found["field"].partition(".")[0] not in known):
        raise unknown_parameter(name)
    field, test = found["field"], _OPS[found["op"]]
    return lambda row: test(value_at(row, field), wanted)


def value_at(row: Record, path: str) -> Any:
    """The value behind a dotted path; a reference counts as its id."""
    value: Any = row
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value.get("id") if isinstance(value, dict) and "id" in value else value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
