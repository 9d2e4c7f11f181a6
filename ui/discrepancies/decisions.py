"""What people decide about discrepancies: a small form each, for the one on the screen or for all that are ticked."""

from collections.abc import Collection
from datetime import date, timedelta

import streamlit as st

from queries.errors import DecisionRefusedError
from queries.ledger import decisions
from queries.people import Person
from queries.store import Store
from ui.access import colleagues, person
from ui.discrepancies.comments import draw_comment
from ui.discrepancies.forms import Deciding, decision_button, decision_form
from ui.reading import Reader, Row
from ui.text import picked_day, plain
from ui.wording import _, later

_WEEK, _QUARTER = timedelta(days=7), timedelta(days=90)
NOBODY = later("Nobody")


def owners(read: Reader) -> list[str]:
    """Everybody who owns a discrepancy."""
    return [row["owner"] for row in read.rows("discrepancies/owners")]


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
        draw_comment(deciding)
        if found["waived_through"] == "decision":
            _take_back(deciding)
        elif found["status"] in ("open", "reopened"):
            _waive(deciding)


def _take_care(deciding: Deciding, found: Row) -> None:
    me = person().name
    if found["owner"] != me:
        decision_button(deciding, _("Assign to me"), decisions.assign, {"owner": me})
    _assign(deciding)
    _set_due(deciding, found["due_on"])
    if found["snoozed_until"]:
        decision_button(deciding, _("Show again"), decisions.snooze, {"until": None})
    else:
        _snooze(deciding)


def who_decides() -> str:
    """Under whose name decisions are kept, in words."""
    who = person()
    reason = "" if who.is_signed_in else _(", since nobody signs in here")
    return _("Decisions are kept under the name {name}{reason}.", name=plain(who.name), reason=reason)


def _assign(deciding: Deciding, *, is_idle: bool = False) -> None:
    with decision_form(deciding, _("Assign"), _assign_to, ("owner",), is_idle=is_idle) as key:
        names = [_(NOBODY), *sorted({person().name, *deciding.owners, *colleagues()})]
        placeholder = _("Choose, or type a name")
        st.selectbox(
            _("Owner"), names, index=None, accept_new_options=True, placeholder=placeholder, key=f"{key}-owner"
        )


def _assign_to(store: Store, ids: Collection[str], *, who: Person, owner: str | None) -> Collection[decisions.Outcome]:
    """Assign to whom was chosen; choosing no one at all is a slip, not a decision."""
    if not owner:
        raise DecisionRefusedError("Choose an owner; nothing was changed.")
    return decisions.assign(store, ids, who=who, owner=None if owner == _(NOBODY) else owner)


def _set_due(deciding: Deciding, due_on: date | None) -> None:
    with decision_form(deciding, _("Set due day"), decisions.set_due, ("on",)) as key:
        st.date_input(_("Due"), due_on or deciding.today + _WEEK, key=f"{key}-on", format=picked_day())


def _snooze(deciding: Deciding, *, is_idle: bool = False) -> None:
    with decision_form(deciding, _("Snooze"), decisions.snooze, ("until",), is_idle=is_idle) as key:
        first = deciding.today + timedelta(days=1)
        st.date_input(
            _("Not shown before"), deciding.today + _WEEK, min_value=first, key=f"{key}-until", format=picked_day()
        )


def _waive(deciding: Deciding, *, is_idle: bool = False) -> None:
    with decision_form(deciding, _("Waive"), decisions.waive, ("why", "until"), is_idle=is_idle) as key:
        st.text_area(_("Why it is accepted as it is"), key=f"{key}-why")
        first = deciding.today + timedelta(days=1)
        st.date_input(
            _("Accepted until"), deciding.today + _QUARTER, min_value=first, key=f"{key}-until", format=picked_day()
        )


def _take_back(deciding: Deciding) -> None:
    with decision_form(deciding, _("Take waiver back"), decisions.unwaive, ("why",)) as key:
        st.text_area(_("Why it is open again"), key=f"{key}-why")
