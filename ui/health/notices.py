"""Notifications on Data health: who is told of what through which service, and what became of the last notices."""

from collections.abc import Container, Mapping, Sequence
from typing import Protocol

from queries.notice_kinds import DIGEST, TEST, notice_kinds
from ui.figures import line
from ui.language import language
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.marks import state_mark
from ui.retelling.retold import retold_or_marked
from ui.sheet import Node, node
from ui.wording import _, later

# A notice in one of these states is still on its way.
ON_ITS_WAY = ("asked", "sending")
_ROLES = (
    column("role", "Role", "words"),
    column("service", "Service"),
    column("told", "Told of"),
)
_NOTICES = (
    column("decided_at", "When", "moment"),
    column("role", "Role", "words"),
    column("kind", "Kind"),
    column("title", "Title", minor=True),
    column("service", "Service", minor=True),
    column("state", "What became of it"),
)
_BECAME = {
    "asked": ("waiting", later("waits")),
    "sending": ("running", later("on its way")),
    "sent": ("done", later("sent")),
    "refused": ("failed", later("refused")),
    "unknown": ("quarantined", later("unknown")),
}


class Told(Protocol):
    """A notice as it is sent."""

    @property
    def role(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...


def roles_told(kinds: Mapping[str, Sequence[str]], services: Mapping[str, str]) -> Node:
    """Each role with the name of its service, never its address, and the kinds it is told of."""
    rows = [{"role": role, "service": services.get(role, ""), "told": told} for role, told in kinds.items()]
    parts = Parts(cells={"service": _service, "told": _kinds})
    told = _(
        "Without an address nothing is sent. Addresses are settings and never shown; the policy says who is told what."
    )
    return node("div", line(told, kind="note"), ledger(rows, _ROLES, _("Who is told outside Tieout"), parts))


def previewed(notices: Sequence[Told], reached: Container[str]) -> Node:
    """What would be told now, word for word; for roles that are not `reached`, that no address is set."""
    if not notices:
        return line(_("There is nothing to tell that was not told yet."), kind="note")
    return node("div", *(_preview(one, is_reached=one.role in reached) for one in notices))


def last_notices(rows: Sequence[Row]) -> Node:
    """What was told last and what became of it; below one that did not go well stands why."""
    if not rows:
        return line(_("Nothing was told yet."), kind="note")
    parts = Parts(
        cells={"kind": lambda row: kind_name(row["kind"]), "state": _became},
        below=lambda row: line(retold_or_marked(row["story"]), kind="note") if row["story"] else None,
    )
    return ledger(rows, _NOTICES, _("Last notices"), parts)


def kind_name(kind: str) -> str:
    """What a kind of notice is called."""
    ours = {DIGEST: _("Daily digest"), TEST: _("Test")}
    return ours[kind] if kind in ours else notice_kinds()[kind].titles[language()]


def _service(row: Row) -> Cell:
    return row["service"] or node("span", _("not configured"), kind="quiet unbroken")


def _kinds(row: Row) -> Cell:
    return "; ".join(map(kind_name, row["told"])) or node("span", _("nothing"), kind="quiet")


def _preview(one: Told, *, is_reached: bool) -> Node:
    head = node("h3", _("To {role}: {title}", role=_(one.role), title=one.title))
    nowhere = [] if is_reached else [line(_("No address is set for this role, so nothing is sent."), kind="note")]
    return node("section", head, *nowhere, *(line(text) for text in one.body.splitlines()))


def _became(row: Row) -> Cell:
    state, told = _BECAME[row["state"]]
    return state_mark(state, _(told))
