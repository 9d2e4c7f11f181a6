"""The fields of a request set as tables: what it changes, the lines it makes, what it rests on, what is published."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from queries.ledger.plan_words import Condition, both_values, conditions, field_name, is_kept, value_words
from ui.ledger import Row
from ui.marks import differs_sign
from ui.retelling.retold import field_retold, retold, value_retold
from ui.sheet import Node, node
from ui.text import NONE, count
from ui.wording import _

Told = Mapping[str, Any]
Found = Mapping[str, str | None]
_MADE_COLUMNS = 2


def fields_of(step: Told, kept: Row | None) -> list[Node]:
    """The tables of a request, of which those that say nothing are left out; with `kept`, what was found instead."""
    found = _found(kept)
    return [*_changes(step, found), *_lines(step), *_guards(step, found)]


def publication_table(account: Told) -> Node:
    """What Firmao shows of an account now, and that it is set to what Ordway holds afterwards."""
    rows = [_row(_named(_name(one), one), node("td", _value(one["value"])), _set_to()) for one in account["shown"]]
    return _table(_("Published of {name}", name=account["name"]), [_("Field"), _("Now"), _("Set to")], rows)


def _set_to() -> Node:
    return node("td", node("span", _("what Ordway holds then"), kind="differs"))


def _found(kept: Row | None) -> Found:
    """What stood there instead when somebody else had changed it."""
    if kept is None or kept["state"] != "conflicted" or not kept["found"]:
        return {}
    told = json.loads(kept["found"])
    return told if isinstance(told, dict) else {}


def _changes(step: Told, found: Found) -> list[Node]:
    changed = [one for one in step["changes"] if not is_kept(one)]
    if not changed:
        return []
    own = found if any(one["path"] in found for one in changed) else {}
    # A record that is made has nothing before.
    names = (
        [_("Field"), _("Set to")]
        if step["reference"]
        else [_("Field"), _("Before"), _("After"), *([_("Found")] if own else [])]
    )
    return [_table(retold(step["says"]), names, [_change(step, one, own, len(names)) for one in changed])]


def _change(step: Told, change: Told, found: Found, columns: int) -> Node:
    was, becomes = both_values(change)
    before = [node("td", _as_is(was) if change["before"] else _value(None))] if columns > _MADE_COLUMNS else []
    after = node("td", _as_is(becomes, differs=True))
    instead = [_instead(change["before"], found, change["path"])] if found else []
    return _row(_named(field_retold(field_name(step, change)), change), *before, after, *instead)


def _lines(step: Told) -> list[Node]:
    """Each line that is made, its fields side by side."""
    lines = (step.get("lines") or {}).get("wanted") or []
    if not lines:
        return []
    fields = list(dict.fromkeys(_name(one) for line in lines for one in line))
    names = step["lines"].get("names") or [str(place) for place in range(1, len(lines) + 1)]
    rows = [_line(name, line, fields) for name, line in zip(names, lines, strict=True)]
    return [_table(_("Lines: {what}", what=retold(step["says"])), [_("Line"), *fields], rows, kind="lines")]


def _line(name: str, line: Sequence[Told], fields: Sequence[str]) -> Node:
    told = {_name(one): one["after"] for one in line}
    return _row(node("th", name, scope="row", kind="fact"), *(node("td", _value(told.get(one))) for one in fields))


def _guards(step: Told, found: Found) -> list[Node]:
    """What has to stand as it was seen, or the request is not sent."""
    held = list(conditions(step))
    rows = [_guard(one, found) for one in held]
    names = [_("Sent only while"), _("Is"), *([_("Found")] if any(one.key in found for one in held) else [])]
    if not rows:
        return []
    table = _table(_("What it rests on: {what}", what=retold(step["says"])), names, rows)
    # What parted is in sight; what holds is folded away.
    if any(one.key in found for one in held):
        return [table]
    return [
        node("details", node("summary", _("What it is sent on: {number}", number=count(len(rows), "condition"))), table)
    ]


def _guard(held: Condition, found: Found) -> Node:
    name = node(
        "th",
        _("{name} of {number}", name=field_retold(held.name), number=value_retold(held.record_id)),
        scope="row",
        kind="fact",
    )
    instead = [_instead(held.value, found, held.key)] if held.key in found else []
    return _row(name, node("td", _as_is(held.value)), *instead)


def _table(caption: str, names: Sequence[str], rows: Sequence[Node], kind: str = "changes") -> Node:
    head = node("thead", node("tr", *(node("th", name, scope="col") for name in names)))
    table = node("table", node("caption", caption), head, node("tbody", *rows), kind=kind)
    # Nothing in it takes the focus, so that it has to be reached itself to be moved sideways by keyboard.
    return node("div", table, kind="scroll", role="region", label=caption, tabindex="0")


def _row(*cells: Node) -> Node:
    return node("tr", *cells)


def _named(name: str, field: Told) -> Node:
    path = [node("span", field["path"], kind="sub", translate="no")] if field["meaning"] else []
    return node("th", name, *path, scope="row", kind="fact")


def _name(field: Told) -> str:
    return field_retold(str(field["meaning"] or field["path"]))


def _instead(before: str | None, found: Found, key: str) -> Node:
    value = value_words(found.get(key))
    if value == value_words(before):
        return node("td", _as_is(value))
    return node("td", _as_is(value, differs=True), differs_sign())


def _as_is(value: str, *, differs: bool = False) -> Node:
    """A value as it is sent or found, in whatever language the systems have it."""
    told = value_retold(value)
    return node("span", told, kind="differs" if differs else "", translate="no" if told == value else "")


def _value(value: str | None) -> Node:
    return _as_is(value) if value else node("span", NONE, kind="quiet")
