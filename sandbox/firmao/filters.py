"""Firmao's filters: `field(op)=value` as query parameters, compared as what the field holds."""

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.firmao.errors import invalid_value, unknown_parameter
from sandbox.world import Record

_FILTER = re.compile(r"(?P<field>[\w.]+)\((?P<op>\w+)\)")
_DAY_OR_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?")
Test = Callable[[Any, Any], bool]


def _ordered(compare: Test) -> Test:
    return lambda value, wanted: value is not None and wanted is not None and compare(value, wanted)


def _negated(test: Test) -> Test:
    return lambda value, wanted: not test(value, wanted)


def _contains(value: Any, wanted: Any) -> bool:
    return str(wanted or "").casefold() in str(value or "").casefold()


_EQUAL: dict[str, Test] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "in": lambda value, wanted: value in wanted,
    "notin": lambda value, wanted: value not in wanted,
}
_ORDER = {name: _ordered(getattr(operator, name)) for name in ("gt", "ge", "lt", "le")}
_ORDER |= {f"n{name}": _negated(test) for name, test in _ORDER.items()}
_TEXT: dict[str, Test] = {"contains": _contains, "notContains": _negated(_contains)}
_OPS = _EQUAL | _ORDER | _TEXT
# The operators that each kind of field takes; the manual says that not every field takes every one, not which.
_TAKEN = {
    "text": _OPS.keys(),
    "list": _EQUAL.keys() | _TEXT.keys(),
    "number": _EQUAL.keys() | _ORDER.keys(),
    "time": _EQUAL.keys() | _ORDER.keys(),
    "reference": _EQUAL.keys(),
    "flag": _EQUAL.keys(),
    "object": frozenset[str](),
}


def filtered(rows: Iterable[Any], query: Mapping[str, str], known: set[str]) -> list[Any]:
    """The rows that meet every filter of the query.

    `known` are the fields of the resource; where there is no record to tell, every field is taken. Raises
    `FirmaoError` for a field, operator or value not taken.
    """
    found = list(rows)
    tests = [_test(name, wanted, known, found) for name, wanted in query.items()]
    return [row for row in found if not isinstance(row, dict) or all(test(row) for test in tests)]


def value_at(row: Record, path: str) -> Any:
    """The value behind a dotted path; a reference counts as its id."""
    value = _raw_at(row, path)
    return value.get("id") if isinstance(value, dict) and "id" in value else value


def _test(name: str, wanted: str, known: set[str], rows: list[Any]) -> Callable[[Record], bool]:
    parts = _FILTER.fullmatch(name)
    if not parts or (known and parts["field"].partition(".")[0] not in known):
        raise unknown_parameter(name)
    field, op = parts["field"], parts["op"]
    kind = _kind_at(rows, field)
    if op not in _TAKEN[kind]:
        raise unknown_parameter(name)
    bound = _bound(kind, field, op, wanted)
    return lambda row: _OPS[op](_read_or_none(kind, value_at(row, field)), bound)


def _bound(kind: str, field: str, op: str, wanted: str) -> Any:
    """What rows are compared with; several values for `in` and `notin`. Raises 400."""
    try:
        return [_read(kind, one) for one in wanted.split(";")] if op in ("in", "notin") else _read(kind, wanted)
    except (InvalidOperation, ValueError) as error:
        raise invalid_value(field, wanted) from error


def _kind_at(rows: list[Any], field: str) -> str:
    """What a field holds, told by the first row that has it. Custom fields are text, whatever is written in them."""
    if field.startswith("customFields."):
        return "text"
    values = (_raw_at(row, field) for row in rows if isinstance(row, dict))
    return _kind(next((value for value in values if value not in (None, "")), ""))


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "reference" if "id" in value else "object"
    if isinstance(value, str):
        return "time" if _DAY_OR_INSTANT.fullmatch(value) else "text"
    return "flag" if isinstance(value, bool) else "list" if isinstance(value, list) else "number"


def _read_or_none(kind: str, value: Any) -> Any:
    try:
        return _read(kind, value)
    except (InvalidOperation, ValueError):
        return None


def _read(kind: str, value: Any) -> Any:
    """A value, of a row or of a filter, in the form in which its kind is compared; an empty one is None."""
    if value in (None, ""):
        return None
    if kind == "number":
        return _number(value)
    if kind == "time":
        moment = datetime.fromisoformat(str(value))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return str(value).lower() if kind == "flag" else str(value)


def _number(value: Any) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"{value} is no number")
    return number


def _raw_at(row: Record, path: str) -> Any:
    value: Any = row
    for part in path.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value
