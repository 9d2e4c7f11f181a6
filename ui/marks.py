"""The constant marks: which system a value comes from, and what state a thing is in."""

import streamlit as st

from ui.sheet import Node, node
from ui.text import words
from ui.wording import _

SYSTEMS = {"firmao": "Firmao", "ordway": "Ordway"}
# Word, shape and colour together: the colour is never the only signal.
_STATES = {
    "good": (
        "●",
        (
            "paid",
            "released",
            "counted",
            "processed",
            "done",
            "active",
            "accepted",
            "confirmed",
            "tied out",
            "settled",
            "read",
            "resolved",
        ),
    ),
    "open": (
        "○",
        (
            "expected",
            "invoiced",
            "posted",
            "running",
            "reading",
            "merging",
            "sent",
            "new",
            "open",
            "during_negotiations",
        ),
    ),
    "part": (
        "◐",
        (
            "earned",
            "partially_paid",
            "partially_refunded",
            "pending",
            "quarantined",
            "interrupted",
            "paused",
            "reopened",
        ),
    ),
    "bad": ("▲", ("at risk", "clawed back", "failed", "overdue", "not tied out", "rejected")),
    "past": ("◌", ("draft", "executed", "reversed", "refunded", "cancelled", "expired", "waiting", "waived")),
}
_KINDS = {state: (kind, shape) for kind, (shape, states) in _STATES.items() for state in states}

_SEVERITIES = {"high": "▲", "medium": "◆", "low": "▽"}


def system_mark(system: str) -> Node:
    """The mark of Firmao or Ordway."""
    return node("span", SYSTEMS[system], kind=f"mark {system}")


def side_marks(firmao: object, ordway: object) -> Node:
    """In which of the two systems something is: both marks, a missing one only outlined."""
    sides = (("firmao", firmao), ("ordway", ordway))
    return node("span", *(_side_mark(system, is_there=value is not None) for system, value in sides), kind="sides")


def _side_mark(system: str, *, is_there: bool) -> Node:
    where = _("In {system}" if is_there else "Not in {system}", system=SYSTEMS[system])
    kind = f"mark {system} {'' if is_there else 'missing'}".strip()
    return node("span", SYSTEMS[system][0], kind=kind, title=where, label=where, role="img")


def state_mark(state: str | None, text: str = "") -> Node:
    """A state as word, shape and colour; an unknown one is a plain word with a plain shape."""
    kind, shape = _KINDS.get((state or "").lower(), ("open", "○"))
    sign = node("span", shape, **{"aria-hidden": "true"})
    return node("span", sign, node("span", text or words(state)), kind=f"standing {kind}")


def severity_mark(severity: str) -> Node:
    """How grave a discrepancy is, as word, shape and colour."""
    sign = node("span", _SEVERITIES.get(severity, "▽"), **{"aria-hidden": "true"})
    return node("span", sign, node("span", words(severity)), kind=f"severity {severity}")


def differs_sign() -> Node:
    """The sign beside a value that differs from what the other side has: its colour is not the only signal."""
    return node("span", "≠", kind="sign", title=_("Differs"), label=_("differs from the other side"), role="img")


def titled(title: str, context: str) -> None:
    """The head of a page: what it answers, and one line of context."""
    with st.container(gap="xxsmall"):
        st.title(title, anchor=False)
        st.caption(context)
