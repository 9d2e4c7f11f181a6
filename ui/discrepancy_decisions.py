"""What people decide about discrepancies: a small form each, for the one on the screen or for all that are ticked."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st

from queries.errors import DecisionRefusedError, QueryError
from queries.ledger import decisions
from queries.people import Person, Right, refusal
from queries.store import Store
from ui.access import decider, person
from ui.failing import show_failure
from ui.reading import Reader, Row
from ui.text import count, plain

_WEEK, _QUARTER = timedelta(days=7), timedelta(days=90)
NOBODY = "Nobody"
_ROUND, _REFUSED = "decisions-made", "decision-refused"
Carry = Callable[..., object]


@dataclass(frozen=True)
class Deciding:
    """The discrepancies decided about, and the owners there are to choose from."""

    store: Store
    ids: tuple[str, ...]
    today: date
    owners: Sequence[str]

    @property
    def key(self) -> str:
        """Names the widgets; it is another one after each decision, so that forms close and are empty again."""
        return f"decide-{round_of_decisions()}"


def owners(read: Reader) -> list[str]:
    """Everybody who owns a discrepancy."""
    offered = read.rows("discrepancies/choices", as_of=read.today)
    return [row["choice"] for row in offered if row["filter"] == "owner"]


def round_of_decisions() -> int:
    """Grows with every decision made in this session."""
    return int(st.session_state.get(_ROUND, 0))


def draw_together(deciding: Deciding, *, is_offered: bool = True) -> None:
    """What may be decided for several at once, for a horizontal container."""
    is_idle = not deciding.ids or not is_offered
    _assign(deciding, is_idle=is_idle)
    _snooze(deciding, is_idle=is_idle)
    _waive(deciding, is_idle=is_idle)


def draw_decisions(deciding: Deciding, found: Row) -> None:
    """What may be decided about one discrepancy; what is resolved is only commented on."""
    with st.container(horizontal=True, gap="small"):
        if found["status"] != "resolved":
            _take_care(deciding, found)
        _comment(deciding)
        if found["waived_through"] == "decision":
            _take_back(deciding)
        elif found["status"] in ("open", "reopened"):
            _waive(deciding)


def _take_care(deciding: Deciding, found: Row) -> None:
    me = person().name
    if found["owner"] != me:
        _button(deciding, "Assign to me", decisions.assign, {"owner": me})
    _assign(deciding)
    _set_due(deciding, found["due_on"])
    if found["snoozed_until"]:
        _button(deciding, "Show again", decisions.snooze, {"until": None})
    else:
        _snooze(deciding)


def draw_refusal() -> None:
    """Why the last decision was not kept, if it was not; said once."""
    if refused := st.session_state.pop(_REFUSED, ""):
        show_failure(refused)


def who_decides() -> str:
    """Under whose name decisions are kept, in words."""
    who = person()
    reason = "" if who.is_signed_in else ", since nobody signs in here"
    return f"Decisions are kept under the name {plain(who.name)}{reason}."


def _button(deciding: Deciding, name: str, carry: Carry, given: dict[str, Any]) -> None:
    """A decision that needs nothing to be filled in."""
    missing = refusal(decider(), Right.DECIDE)
    st.button(
        name,
        on_click=_decide,
        args=(deciding, carry, given),
        key=f"{deciding.key}-{name}",
        disabled=bool(missing),
        help=missing or None,
    )


def _assign(deciding: Deciding, *, is_idle: bool = False) -> None:
    with _form(deciding, "Assign", _assign_to, ("owner",), is_idle=is_idle) as key:
        names = [NOBODY, *sorted({person().name, *deciding.owners})]
        placeholder = "Choose, or type a name"
        st.selectbox("Owner", names, index=None, accept_new_options=True, placeholder=placeholder, key=f"{key}-owner")


def _assign_to(store: Store, ids: Collection[str], *, who: Person, owner: str | None) -> None:
    """Assign to whom was chosen; choosing no one at all is a slip, not a decision."""
    if not owner:
        raise DecisionRefusedError("Choose an owner; nothing was changed.")
    decisions.assign(store, ids, who=who, owner=None if owner == NOBODY else owner)


def _set_due(deciding: Deciding, due_on: date | None) -> None:
    with _form(deciding, "Set due day", decisions.set_due, ("on",)) as key:
        st.date_input("Due", due_on or deciding.today + _WEEK, key=f"{key}-on", format="YYYY-MM-DD")


def _snooze(deciding: Deciding, *, is_idle: bool = False) -> None:
    with _form(deciding, "Snooze", decisions.snooze, ("until",), is_idle=is_idle) as key:
        first = deciding.today + timedelta(days=1)
        st.date_input(
            "Not shown before", deciding.today + _WEEK, min_value=first, key=f"{key}-until", format="YYYY-MM-DD"
        )


def _comment(deciding: Deciding) -> None:
    with _form(deciding, "Comment", decisions.comment, ("text",)) as key:
        st.text_area("Comment", key=f"{key}-text")


def _waive(deciding: Deciding, *, is_idle: bool = False) -> None:
    with _form(deciding, "Waive", decisions.waive, ("why", "until"), is_idle=is_idle) as key:
        st.text_area("Why it is accepted as it is", key=f"{key}-why")
        first = deciding.today + timedelta(days=1)
        st.date_input(
            "Accepted until", deciding.today + _QUARTER, min_value=first, key=f"{key}-until", format="YYYY-MM-DD"
        )


def _take_back(deciding: Deciding) -> None:
    with _form(deciding, "Take waiver back", decisions.unwaive, ("why",)) as key:
        st.text_area("Why it is open again", key=f"{key}-why")


@contextmanager
def _form(
    deciding: Deciding, name: str, carry: Carry, fields: Sequence[str], *, is_idle: bool = False
) -> Iterator[str]:
    """A button that unfolds a form, whose widgets are named `{key}-{field}`; sending it carries the decision out."""
    key = f"{deciding.key}-{carry.__name__}"
    # Whether it is unfolded is tracked, so that it is folded again after a decision, whatever stands in its place then.
    missing = refusal(decider(), Right.COMMENT if carry is decisions.comment else Right.DECIDE)
    is_off, told = is_idle or bool(missing), missing or None
    unfolded = st.popover(name, disabled=is_off, key=f"{key}-open", on_change="rerun", help=told)
    with unfolded, st.form(f"{key}-form", border=False):
        yield key
        several = f" {count(len(deciding.ids), 'discrepancy', 'discrepancies')}" if len(deciding.ids) > 1 else ""
        st.form_submit_button(f"{name}{several}", on_click=_send, args=(deciding, carry, key, fields))


def _send(deciding: Deciding, carry: Carry, key: str, fields: Sequence[str]) -> None:
    _decide(deciding, carry, {field: st.session_state[f"{key}-{field}"] for field in fields})


def _decide(deciding: Deciding, carry: Carry, given: dict[str, Any]) -> None:
    carry_out(partial(carry, deciding.store, deciding.ids, who=decider(), **given))


def carry_out(decide: Callable[[], object]) -> None:
    """Keep a decision; one that is refused is explained when the page is drawn."""
    try:
        decide()
    except QueryError as refused:
        end_round(str(refused))
    else:
        end_round("")


def end_round(refused: str) -> None:
    """Something was decided: its form closes. Or it was `refused`: that is said, and the form stays."""
    if refused:
        st.session_state[_REFUSED] = refused
    else:
        st.session_state[_ROUND] = round_of_decisions() + 1
