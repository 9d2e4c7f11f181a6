"""The day an account is looked at: today, or any past day as it was known then. The day stands in the address."""

from datetime import date, timedelta

import streamlit as st

from ui.address import link_here
from ui.figures import line
from ui.reading import Reader
from ui.sheet import Node, node
from ui.text import day, moment
from ui.wording import _

_DAY = "as_of"
_PICKED = "as-of-day"


def chosen_day(today: date) -> date | None:
    """The past day in the address; None for today, and where it names no day or one that has not ended."""
    told = st.query_params.get(_DAY, "")
    try:
        chosen = date.fromisoformat(told)
    except ValueError:
        return None
    return chosen if chosen < today else None


def draw_day_choice(today: date, chosen: date | None) -> None:
    """A calendar of the days that can be looked at."""
    with st.popover(_("As known on a day"), icon=":material/history:", type="tertiary"):
        st.date_input(
            _("Show the account as it was known at the end of"),
            value=chosen or today,
            max_value=today,
            min_value=today - timedelta(days=3660),
            key=f"{_PICKED}-{chosen}",
            on_change=_look_at,
            args=(f"{_PICKED}-{chosen}", today),
        )


def _look_at(key: str, today: date) -> None:
    picked = st.session_state[key]
    if picked < today:
        st.query_params[_DAY] = picked.isoformat()
    else:
        st.query_params.pop(_DAY, None)


def past_notice(chosen: date) -> Node:
    """Says that the page shows the past, and leads back."""
    told = _(
        "This is the account as Tieout knew it at the end of {day} (UTC). Nothing can be sent from here.",
        day=day(chosen),
    )
    return line(node("strong", _("The past.")), told, link_here(_("Back to today"), **{_DAY: ""}), kind="line past-day")


def not_known_yet(now: Reader, account_id: str, chosen: date) -> Node | None:
    """Since when Tieout knows an account that it did not know on a day; None where it does not know it at all."""
    known = now.first("account/known_since", account=account_id)
    if known is None:
        return None
    told = _(
        "Tieout did not know this account at the end of {day}: known since {moment}.",
        day=day(chosen),
        moment=moment(known["known_since"]),
    )
    return line(told, link_here(_("Back to today"), **{_DAY: ""}), kind="line past-day")
