"""One correction in full: where it stands and why, what was sent and answered, everything that happened."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from ui.actions import Action, draw_actions
from ui.address import link_here, to_account
from ui.corrections.plan import lasting_line, plan_sheet
from ui.corrections.words import spared_told, standing_mark
from ui.discrepancies.forms import draw_refusal
from ui.figures import Figure, figures, line
from ui.ledger import Cell, Parts, Row, column, ledger
from ui.marks import state_mark, system_mark, titled
from ui.reading import Reader
from ui.retelling.evidence import evidence_told
from ui.retelling.retold import retold, retold_or_marked
from ui.retelling.values import word_told, words_told
from ui.sheet import Node, draw_sheet, link, node
from ui.text import NONE, amount, moment, plain, sentence, short_moment
from ui.wording import _

# The role of what acts without being a person.
_SYSTEM = "system"
_EVENTS = (
    column("happened_at", "When and who", "moment"),
    column("kind", "What"),
)
_SETTLES = (
    column("title", "Discrepancy", "main"),
    column("status", "Status", "state"),
    column("currency", "Cur.", "code"),
    column("impact", "Impact", "money"),
)


@dataclass(frozen=True)
class Notes:
    """Why a second person has to approve a correction, and what of it cannot be taken back; '' where nothing is so."""

    second: str
    lasting: str


def draw_correction(
    read: Reader, found: Row, actions: Sequence[Action], notes: Notes, undo: Callable[[], None]
) -> str | None:
    """Everything about a correction; returns the link that was followed just now, if any.

    `undo` draws how it is taken back.
    """
    correction_id = found["correction_id"]
    back = draw_sheet(_back(found), key="back")
    titled(
        plain(retold(found["title"])),
        _(
            "{number}, proposed {moment}",
            number=correction_id,
            moment=moment(found["proposed_at"]),
        ),
    )
    head = draw_sheet(_head(found), key="head")
    draw_sheet(_key_figures(found), key="figures")
    left, right = st.columns([3, 2], gap="large")
    with left:
        kept = read.rows("corrections/steps", correction=correction_id)
        told = [(_("Reason"), retold(found["why"])), (_("Approval"), retold_or_marked(notes.second))]
        told += [] if _is_open(found) else [(_("Undo"), retold_or_marked(notes.lasting))]
        draw_sheet(plan_sheet(json.loads(found["plan"]), kept, told), key="plan")
    with right:
        draw_refusal()
        if notes.lasting and _is_open(found):
            draw_sheet(lasting_line(notes.lasting), key="lasting")
        draw_actions(actions, correction_id)
        undo()
        st.subheader(_("What happened"), anchor=False)
        draw_sheet(_events(read, correction_id), key="events")
    settled = _settled(read, found)
    return back or head or settled


def _is_open(found: Row) -> bool:
    """Whether somebody still has to decide or to do it, so that what cannot be taken back stands above the button."""
    return found["standing"] in ("waiting", "manual", "paused")


def _back(found: Row) -> Node:
    return node("p", link_here(_("← All corrections"), correction=""), **{"data-begins": str(found["correction_id"])})


def _head(found: Row) -> Node:
    about: list[Node] = [standing_mark(found), system_mark(found["side"])]
    if found["account_id"]:
        name = found["account_name"] or found["account_id"]
        to = link(name, to_account(found["account_id"]), f"account={found['account_id']}")
        about.append(node("span", _("Account"), " ", to))
    if found["batch_id"]:
        about.append(link_here(_("Batch {number}", number=found["batch_id"]), correction="", batch=found["batch_id"]))
    for told, other in ((_("Takes back"), found["undoes"]), (_("Taken back by"), found["undone_by"])):
        about += [node("span", f"{told} ", link_here(other, correction=other))] if other else []
    # A person may have said it, in any language.
    story = [line(retold(sentence(found["story"])), kind="evidence")] if found["story"] else []
    return node("div", line(*about), *story)


def _key_figures(found: Row) -> Node:
    worth = amount(abs(found["impact"]), found["currency"]) if found["impact"] else NONE
    done = (
        _("{number} of {all}", number=found["count_done"], all=found["count_steps"])
        if found["count_steps"]
        else _("By hand")
    )
    return figures(
        [
            Figure(
                _("Impact"),
                (worth,),
                _meaning(found["impact"]),
            ),
            Figure(_("Requests"), (done,), _requests_told(found)),
            Figure(_("Proposed by"), (found["proposed_by"],), moment(found["proposed_at"])),
            Figure(
                _("Approved by"), (found["approved_by"] or NONE,), "" if found["approved_by"] else _("not approved")
            ),
        ]
    )


def _meaning(impact: Decimal | None) -> str:
    if not impact:
        return _("no money at stake by itself")
    return _("Leakage") if impact > 0 else _("Over-collected")


def _requests_told(found: Row) -> str:
    if not found["count_steps"]:
        return _("no request can do it")
    return _("carried out, {spared}", spared=spared_told(found)) if found["count_spared"] else _("carried out")


def _events(read: Reader, correction_id: str) -> Node:
    rows = read.rows("corrections/events", correction=correction_id)
    return ledger(rows, _EVENTS, _("What happened, in order"), Parts(cells={"happened_at": _when, "kind": _event}))


def _when(row: Row) -> Cell:
    # A person may be called like a role.
    name = word_told(row["who"]) if row["role"] == _SYSTEM else row["who"]
    who = node("span", f"{name} ({words_told(row['role'])})", kind="sub")
    return node("div", node("span", short_moment(row["happened_at"]), kind="unbroken"), who)


def _event(row: Row) -> Cell:
    return node(
        "div", sentence(_(row["kind"])), *([node("span", retold(row["why"]), kind="sub")] if row["why"] else [])
    )


def _settled(read: Reader, found: Row) -> str | None:
    rows = read.rows("corrections/settles", correction=found["correction_id"], as_of=read.today)
    if not rows:
        return None
    st.subheader(_("Discrepancies it settles"), anchor=False)
    parts = Parts(cells={"title": _discrepancy, "status": lambda row: state_mark(row["status"])})
    return draw_sheet(ledger(rows, _SETTLES, _("Discrepancies it settles"), parts), key="settles")


def _discrepancy(row: Row) -> Cell:
    address = f"discrepancy={row['discrepancy_id']}"
    opens = link(f"{row['rule']} {_(row['title'])}", f"discrepancies?{address}", address)
    return node("div", opens, node("span", evidence_told(row["evidence"]), kind="sub"))
