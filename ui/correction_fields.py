"""The fields of a request set as tables: what it changes, the lines it makes, what it rests on, what is published."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ui.ledger import Row
from ui.marks import differs_sign
from ui.sheet import Node, node
from ui.text import NONE

Told = Mapping[str, Any]
Found = Mapping[str, str | None]
_MADE = re.compile(r"\{made:(\d+)\}")
_MADE_COLUMNS = 2


def fields_of(step: Told, kept: Row | None) -> list[Node]:
    """The tables of a request, of which those that say nothing are left out; with `kept`, what was found instead."""
    found = _found(kept)
    return [*_changes(step, found), *_lines(step), *_guards(step, found)]


def publication_table(account: Told) -> Node:
    """What Firmao shows of an account now, and that it is set to what Ordway holds afterwards."""
    rows = [_row(_named(one), node("td", _value(one["value"])), _set_to()) for one in account["shown"]]
    return _table(f"Published of {account['name']}", ["Field", "Now", "Set to"], rows)


def _set_to() -> Node:
    return node("td", node("span", "what Ordway holds then", kind="differs"))


def _found(kept: Row | None) -> Found:
    """What stood there instead when somebody else had changed it."""
    if kept is None or kept["state"] != "conflicted" or not kept["found"]:
        return {}
    told = json.loads(kept["found"])
    return told if isinstance(told, dict) else {}


def _changes(step: Told, found: Found) -> list[Node]:
    if not step["changes"]:
        return []
    own = found if any(one["path"] in found for one in step["changes"]) else {}
    # A record that is made has nothing before.
    names = ["Field", "Set to"] if step["reference"] else ["Field", "Before", "After", *(["Found"] if own else [])]
    return [_table(step["says"], names, [_change(one, own, len(names)) for one in step["changes"]])]


def _change(change: Told, found: Found, columns: int) -> Node:
    before = [node("td", _value(change["before"]))] if columns > _MADE_COLUMNS else []
    after = node("td", node("span", _after(change["after"]), kind="differs"))
    return _row(_named(change), *before, after, *([_instead(change["before"], found, change["path"])] if found else []))


def _lines(step: Told) -> list[Node]:
    """Each line that is made, its fields side by side."""
    lines = (step.get("lines") or {}).get("wanted") or []
    if not lines:
        return []
    names = list(dict.fromkeys(_name(one) for line in lines for one in line))
    rows = [_line(place, line, names) for place, line in enumerate(lines, start=1)]
    return [_table(f"Lines: {step['says']}", ["Line", *names], rows)]


def _line(place: int, line: Sequence[Told], names: Sequence[str]) -> Node:
    told = {_name(one): one["after"] for one in line}
    return _row(node("th", f"{place}", scope="row", kind="fact"), *(node("td", _value(told.get(one))) for one in names))


def _guards(step: Told, found: Found) -> list[Node]:
    """What has to stand as it was seen, or the request is not sent."""
    rows = [_guard(guard, one, found) for guard in step.get("guards") or [] for one in guard["seen"]]
    names = ["Sent only while", "Is", *(["Found"] if _is_told(step, found) else [])]
    return [_table(f"What it rests on: {step['says']}", names, rows)] if rows else []


def _is_told(step: Told, found: Found) -> bool:
    return any(_key(guard, one) in found for guard in step.get("guards") or [] for one in guard["seen"])


def _guard(guard: Told, seen: Told, found: Found) -> Node:
    key = _key(guard, seen)
    name = node("th", f"{_name(seen)} of {guard['target']['record_id']}", scope="row", kind="fact")
    instead = [_instead(seen["value"], found, key)] if key in found else []
    return _row(name, node("td", _value(seen["value"])), *instead)


def _key(guard: Told, seen: Told) -> str:
    return f"{guard['target']['resource']}/{guard['target']['record_id']} {seen['path']}"


def _table(caption: str, names: Sequence[str], rows: Sequence[Node]) -> Node:
    head = node("thead", node("tr", *(node("th", name, scope="col") for name in names)))
    table = node("table", node("caption", caption), head, node("tbody", *rows), kind="changes")
    # Nothing in it takes the focus, so that it has to be reached itself to be moved sideways by keyboard.
    return node("div", table, kind="scroll", role="region", label=caption, tabindex="0")


def _row(*cells: Node) -> Node:
    return node("tr", *cells)


def _named(field: Told) -> Node:
    path = [node("span", field["path"], kind="sub")] if field["meaning"] else []
    return node("th", _name(field), *path, scope="row", kind="fact")


def _name(field: Told) -> str:
    return str(field["meaning"] or field["path"])


def _after(value: str | None) -> str:
    """What is to stand there; the id of a record that does not exist yet is told by the request that makes it."""
    made = _MADE.fullmatch(value or "")
    return f"the id from request {made[1]}" if made else value or "empty"


def _instead(before: str | None, found: Found, key: str) -> Node:
    value = found.get(key)
    if value == before:
        return node("td", _value(value))
    return node("td", node("span", value or "empty", kind="differs"), differs_sign())


def _value(value: str | None) -> Node | str:
    return value or node("span", NONE, kind="quiet")
