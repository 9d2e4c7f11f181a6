"""Plans as the ledger keeps them, in words: which line a field belongs to, what only has to stay, an id still to come.

A plan is plain data here, as its JSON is read, so that a page and a terminal say the same of it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Told = Mapping[str, Any]
_ELEMENT = re.compile(r"^(?P<list>[^\[\].]+)\[(?P<id>[^\]*]+)\]")
_MADE = re.compile(r"\{made:(\d+)\}")
_NUMBER = re.compile(r"-?\d+\.\d+")
# How a value is told that is not there, and how the id begins of a record that is still to be made.
EMPTY = "empty"
STILL_TO_COME = "the id from request "
# By what a line of a request is told from the others, and what people call it, the best first.
_IDS = ("subscription_line_id", "id", "product_id")
_NAMES = ("product_name", "name", "description")


class Condition(NamedTuple):
    """A field of a record that has to hold a value; `key` names it among what was found on a conflict."""

    key: str
    record_id: str
    name: str
    value: str


def field_name(step: Told, change: Told) -> str:
    """A field as people call it, after the line it belongs to: `Stanowisko Standard, units`."""
    name, line = str(change["meaning"] or change["path"]), _line_name(step, change["path"])
    return f"{line}, {name}" if line else name


def is_kept(change: Told) -> bool:
    """Whether a field is to stay as it is: it is looked at before and after, and not changed."""
    return change["before"] is not None and change["before"] == change["after"]


def both_values(change: Told) -> tuple[str, str]:
    """What stands before and after, in words; numbers with as many decimals on both sides."""
    before, after = change["before"] or "", change["after"] or ""
    if _NUMBER.fullmatch(before) and _NUMBER.fullmatch(after):
        places = max(len(one.partition(".")[2]) for one in (before, after))
        before, after = (f"{one.partition('.')[0]}.{one.partition('.')[2]:0<{places}}" for one in (before, after))
    return value_words(before), value_words(after)


def value_words(value: str | None) -> str:
    """A value, `empty` for none; the id of a record that is still to be made is told by its request."""
    made = _MADE.fullmatch(value or "")
    return f"{STILL_TO_COME}{made[1]}" if made else value or EMPTY


def conditions(step: Told) -> Iterator[Condition]:
    """What has to stand as it was seen, or the request is not sent."""
    for guard in step.get("guards") or ():
        target = guard["target"]
        for seen in guard["seen"]:
            key = f"{target['resource']}/{target['record_id']} {seen['path']}"
            name = str(seen["meaning"] or seen["path"])
            yield Condition(key, value_words(target["record_id"]), name, value_words(seen["value"]))
    for change in step["changes"]:
        if is_kept(change):
            record = value_words((step["target"] or {}).get("record_id"))
            yield Condition(change["path"], record, field_name(step, change), value_words(change["before"]))


def _line_name(step: Told, path: str) -> str:
    """The line of a list that a path leads to, '' where it leads to none."""
    found = _ELEMENT.match(path)
    if not found:
        return ""
    lines = (step["body"] or {}).get(found["list"], ())
    line: Told = next((one for one in lines if found["id"] in (one.get(name) for name in _IDS)), {})
    return str(next((line[name] for name in _NAMES if line.get(name)), found["id"]))
