"""Looking into a record of either system by the path of a field, and comparing what stands there."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from corrections.plan import Change

# In place of an element: the ids of all of them.
ALL = "*"
_PART = re.compile(r"(?P<name>[^\[\].]+)(?:\[(?P<element>[^\]]+)\])?")
# By what an element of a list is told from the others.
_IDS = ("subscription_line_id", "id", "line_no", "product_id", "subscription_id")
_NOTHING: tuple[Any, ...] = (None, "", "-", [], {})
# Not a tax id or the like, whose leading zeros mean something.
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?")


def value_at(record: Any, path: str) -> str | None:
    """The value of a field as text, None where there is none."""
    for part in _PART.finditer(path):
        record = record.get(part["name"]) if isinstance(record, Mapping) else None
        if part["element"] == ALL:
            return ", ".join(ids_at(record)) or None
        if part["element"]:
            record = _element(record, part["element"])
    return as_text(record)


def elements_at(record: Any, path: str) -> list[Any]:
    """The elements of a list inside a record, empty where there is no such list."""
    found = record.get(path) if isinstance(record, Mapping) else None
    return list(found) if isinstance(found, list) else []


def ids_at(elements: Any) -> list[str]:
    """The ids of the elements of a list, in order of their letters; none where it is no list."""
    return sorted(str(one["id"]) for one in elements or () if isinstance(one, Mapping) and one.get("id"))


def _element(elements: Any, wanted: str) -> Any:
    if not isinstance(elements, list):
        return None
    found = (one for one in elements if isinstance(one, Mapping) and wanted in _ids(one))
    return next(found, None)


def _ids(element: Mapping[str, Any]) -> set[str]:
    return {str(element[name]) for name in _IDS if element.get(name) not in _NOTHING}


def as_text(value: Any) -> str | None:
    """A value of an answer as text: a reference is its id, nothing is None, a flag is `true` or `false`."""
    if value in _NOTHING:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return as_text(value.get("id"))
    return str(value)


def is_same(one: str | None, other: str | None) -> bool:
    """Whether two values mean the same: numbers by their amount, words by their letters."""
    if one in _NOTHING or other in _NOTHING:
        return one in _NOTHING and other in _NOTHING
    if one == other:
        return True
    return _number(one) is not None and _number(one) == _number(other)


def _number(text: str | None) -> Decimal | None:
    told = text or ""
    return Decimal(told.replace(",", "")) if _NUMBER.fullmatch(told) else None


def last_change(record: Any) -> str:
    """By whom and when a record was changed last, as far as its system tells; '' where it tells neither."""
    who, when = value_at(record, "updated_by"), value_at(record, "updated_date") or value_at(record, "lastUpdateDate")
    told = [f"by {who}" if who else "", f"on {when[:10]} at {when[11:16]} UTC" if when else ""]
    return f" (changed last {' '.join(filter(None, told))})" if who or when else ""


def found_in(record: Any, changes: Iterable[Change]) -> dict[str, str | None]:
    """What stands in the fields of a plan, by their paths."""
    return {change.path: value_at(record, change.path) for change in changes}


def differences(found: Mapping[str, str | None], changes: Iterable[Change], *, after: bool) -> list[Change]:
    """The changes whose field does not hold what it is to hold before, or after."""
    return [one for one in changes if not is_same(found.get(one.path), one.after if after else one.before)]
