"""What a record without a counterpart could be linked to: suggestions with score and reasons, and what was decided."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import streamlit as st

from ui.figures import line
from ui.linking.decisions import Linking, draw_suggestion_forms, draw_withdrawal_form
from ui.marks import state_mark, system_mark
from ui.reading import Reader, Row
from ui.retelling.link_reasons import reasons_told
from ui.sheet import Node, draw_sheet, node
from ui.text import moment
from ui.wording import _, later

_MOST = 5
# The kind of link a rule misses, the system whose record has none, and the column that names that record.
_ABOUT = {
    "L1": ("account", "firmao", "firmao_customer_id"),
    "L2": ("account", "ordway", "ordway_customer_id"),
    "C1": ("contract", "firmao", "contract_id"),
    "C2": ("contract", "ordway", "subscription_id"),
    "T1": ("line", "firmao", "contract_line_id"),
    "T2": ("line", "ordway", "ordway_line_id"),
}


@dataclass(frozen=True)
class Possible:
    """One pair of records of a kind: suggested, or decided about already."""

    kind: str
    row: Row


def draw_links(read: Reader, found: Row, reconcile: Callable[[], None]) -> None:
    """Under a discrepancy about something that has no link: what it could be linked to, and what was decided."""
    if found["rule"] not in _ABOUT:
        return
    linking = Linking(read.store, reconcile)
    decided = list(_decided(read, found))
    suggested = list(_suggested(read, found))[:_MOST] if found["status"] != "resolved" else []
    st.subheader(_("Possible links"), anchor=False)
    st.caption(_("Nothing here is linked before somebody confirms it."))
    for place, one in enumerate(decided):
        draw_sheet(_decision(one.row), key=f"decided-{place}")
        draw_withdrawal_form(linking, one.kind, one.row)
    for place, one in enumerate(suggested):
        draw_sheet(_suggestion(one.row), key=f"suggested-{place}")
        draw_suggestion_forms(linking, one.kind, one.row)
    if not decided and not suggested:
        draw_sheet(line(_("Nothing in the other system looks enough like it."), kind="note"), key="suggested-none")


def _decided(read: Reader, found: Row) -> Iterator[Possible]:
    kind, wanted = _wanted(found)
    if wanted and read.rows("links/decided_count", kind=kind, **wanted)[0]["decided"]:
        for row in read.rows("links/decided", kind=kind, **wanted):
            yield Possible(kind, row)


def _suggested(read: Reader, found: Row) -> Iterator[Possible]:
    """Of a line first its counterparts in the same subscription, then those of its product anywhere."""
    kind, wanted = _wanted(found)
    for row in read.rows(f"links/{kind}_suggestions", **wanted) if wanted else ():
        yield Possible(kind, row)
    if kind == "line":
        side = f"{_ABOUT[found['rule']][1]}_key"
        for row in read.rows("links/product_suggestions"):
            if row[side] == found["product_key"]:
                yield Possible("product", row)


def _wanted(found: Row) -> tuple[str, dict[str, str]]:
    """The kind of link, and the record asked about; nothing where the discrepancy does not name it."""
    kind, system, column = _ABOUT[found["rule"]]
    return kind, {f"{system}_id": found[column]} if found[column] else {}


def _suggestion(row: Row) -> Node:
    score = node("strong", _("{number} of 100", number=row["score"]))
    return node("div", line(score, *_both(row)), line(reasons_told(row["reasons"]), kind="note"))


def _decision(row: Row) -> Node:
    said = f"{row['who']}, {moment(row['decided_at'])}: {row['why']}"
    shown = [reasons_told(row["reasons"])] if row["reasons"] else []
    state = state_mark(row["decision"], _(_STATES[row["decision"]]))
    return node("div", line(state, *_both(row)), *(line(told, kind="note") for told in (said, *shown)))


_STATES = {"confirmed": later("Linked by a person"), "rejected": later("Said not to be the same")}


def _both(row: Row) -> Iterator[Node]:
    for system in ("firmao", "ordway"):
        words = f"{row[f'{system}_name'] or _('gone')} ({row[f'{system}_id']})"
        yield node("span", system_mark(system), " ", words)
