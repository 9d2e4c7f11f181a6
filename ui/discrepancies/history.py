"""What was decided about a discrepancy, and all that happened to it."""

from ui.discrepancies.values import due, noted
from ui.figures import facts
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.reading import Reader
from ui.sheet import Node, node
from ui.text import NONE, short_day, words
from ui.wording import _, later

_HISTORY = (
    column("happened_at", "When", "moment"),
    column("who", "Who"),
    column("kind", "What"),
)
# How each event is said: with what it sets, and where it sets nothing.
_SAID = {
    "found": ("", later("found by its rule")),
    "resolved": ("", later("resolved: the data agree")),
    "reopened": ("", later("came back")),
    "assigned": (later("assigned to {whom}"), later("assigned to nobody")),
    "due": (later("due {whom}"), later("due day taken away")),
    "snoozed": (later("snoozed until {whom}"), later("shown again")),
    "waived": (later("waived until {whom}"), later("waived for good")),
    "unwaived": ("", later("waiver taken back")),
    "commented": (later("comment to {whom}"), later("comment")),
}
_THROUGH = {"root": later("with its root"), "exception": later("by a registered exception")}


def decided(found: Row, read: Reader) -> Node:
    """How it is taken care of: owner, due day and, where it is waived, by whom and why."""
    told: list[tuple[str, Node | str]] = [
        (_("Owner"), found["owner"] or node("span", _("nobody"), kind="quiet")),
        (_("Due"), due(found["due_on"], read.today)),
    ]
    return facts(told + (_waiver(found) if found["status"] == "waived" else []))


def _waiver(found: Row) -> list[tuple[str, Node | str]]:
    until = short_day(found["waived_until"]) if found["waived_until"] else _("for good")
    through = _THROUGH.get(found["waived_through"])
    return [
        (_("Waived by"), found["waived_by"] or NONE),
        (_("Waived until"), until),
        (_("Because"), found["waived_why"] or NONE),
        *([(_("Waived"), _(through))] if through else []),
    ]


def history(read: Reader, found: Row) -> Node:
    """What happened to it, by the data and by people, the latest first."""
    rows = read.rows("discrepancies/events", discrepancy=found["discrepancy_id"])
    return ledger(rows, _HISTORY, _("What happened, the latest first"), Parts(cells={"kind": _event}))


def _event(row: Row) -> Cell:
    setting, without = _SAID.get(row["kind"], ("", words(row["kind"]).lower()))
    told = _(setting, whom=noted(", ".join(row["value"].splitlines()), "")) if setting and row["value"] else _(without)
    return node("div", told, *([node("span", row["note"], kind="sub")] if row["note"] else []))
