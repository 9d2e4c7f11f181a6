"""What was decided about a discrepancy, and all that happened to it."""

from ui.discrepancy_values import due, noted
from ui.figures import facts
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.reading import Reader
from ui.sheet import Node, node
from ui.text import NONE, short_day, words

_HISTORY = (
    column("happened_at", "When, UTC", "moment"),
    column("who", "Who"),
    column("kind", "What"),
)
# How each event is said: with what it sets, and where it sets nothing.
_SAID = {
    "found": ("", "found by its rule"),
    "resolved": ("", "resolved: the data agree"),
    "reopened": ("", "came back"),
    "assigned": ("assigned to {}", "assigned to nobody"),
    "due": ("due {}", "due day taken away"),
    "snoozed": ("snoozed until {}", "shown again"),
    "waived": ("waived until {}", "waived for good"),
    "unwaived": ("", "waiver taken back"),
    "commented": ("comment to {}", "comment"),
}
_THROUGH = {"root": "with its root", "exception": "by a registered exception"}


def decided(found: Row, read: Reader) -> Node:
    """How it is taken care of: owner, due day and, where it is waived, by whom and why."""
    told: list[tuple[str, Node | str]] = [
        ("Owner", found["owner"] or node("span", "nobody", kind="quiet")),
        ("Due", due(found["due_on"], read.today)),
    ]
    return facts(told + (_waiver(found) if found["status"] == "waived" else []))


def _waiver(found: Row) -> list[tuple[str, Node | str]]:
    until = short_day(found["waived_until"]) if found["waived_until"] else "for good"
    through = _THROUGH.get(found["waived_through"])
    return [
        ("Waived by", found["waived_by"] or NONE),
        ("Waived until", until),
        ("Because", found["waived_why"] or NONE),
        *([("Waived", through)] if through else []),
    ]


def history(read: Reader, found: Row) -> Node:
    """What happened to it, by the data and by people, the latest first."""
    rows = read.rows("discrepancies/events", discrepancy=found["discrepancy_id"])
    return ledger(rows, _HISTORY, "What happened, the latest first", Parts(cells={"kind": _event}))


def _event(row: Row) -> Cell:
    setting, without = _SAID.get(row["kind"], ("", words(row["kind"]).lower()))
    told = setting.format(noted(", ".join(row["value"].splitlines()), "")) if setting and row["value"] else without
    return node("div", told, *([node("span", row["note"], kind="sub")] if row["note"] else []))
