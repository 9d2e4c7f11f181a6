"""A month that is open: how far it is, what stands in the way, and closing it."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from corrections.errors import refusal_of
from corrections.offers import Offer
from queries.ledger.closing import close_month
from queries.people import Right, refusal
from ui.access import decider
from ui.actions import draw_actions
from ui.closing import obstacles
from ui.closing.course import draw_course
from ui.closing.figures import accepting, compared, figures_table, key_figures, owners_table
from ui.closing.signed import earlier
from ui.discrepancies.forms import draw_refusal, round_of_decisions
from ui.figures import line
from ui.ledger import Row
from ui.marks import state_mark
from ui.reading import Reader
from ui.retelling.retold import retold
from ui.sheet import draw_pickable, draw_sheet, node
from ui.text import figure, month_name, plain, sentence
from ui.wording import _, later

_ASKS = later("What the sign-off rests on")


def draw_open(read: Reader, month: date, closings: Sequence[Row]) -> str | None:
    """The month as it stands now; returns the link that was followed just now, if any."""
    asked = {"month": month, "as_of": read.today}
    left = read.rows("closing/obstacles", **asked, row_limit=obstacles.SHOWN)
    found = read.rows("closing/figures", **asked)
    barring, acceptable, in_all = obstacles.barring(left), obstacles.acceptable(left), obstacles.count_acceptable(left)
    draw_sheet(
        node(
            "div", line(state_mark("open", _("{month} is open", month=sentence(month_name(month))))), earlier(closings)
        ),
        key="state",
    )
    stands = draw_sheet(key_figures(found, month, compared(read)), key="figures")
    picture, way = st.columns([3, 2], gap="large")
    with picture:
        draw_course(read.rows("closing/days", **asked), month)
    with way:
        st.subheader(_("To be settled first"), anchor=False)
        opened = draw_sheet(obstacles.barring_list(barring), key="barring")
        st.subheader(_("Who has what is left"), anchor=False)
        owned = draw_sheet(owners_table(read.rows("closing/owners", **asked), month), key="owners")
    accepted = _close(read, month, barring, acceptable, in_all, _warning(read, month, found, in_all))
    st.subheader(_("By rule and currency"), anchor=False)
    return draw_sheet(figures_table(found, month), key="by-rule") or opened or owned or accepted or stands


def _warning(read: Reader, month: date, found: Sequence[Row], in_all: int) -> str:
    """What whoever signs takes upon themselves: how much is left, and which months before it are open."""
    earlier_open = [
        row["month"]
        for row in read.rows("closing/months", as_of=read.today)
        if row["month"] < month and not row["closing_id"]
    ]
    return accepting(found, in_all, earlier_open)


def _close(
    read: Reader, month: date, barring: Sequence[Row], acceptable: Sequence[Row], in_all: int, warns: str
) -> str | None:
    """What is left, to be ticked one by one, and the form that closes the month; the link followed just now, if any.

    What is `acceptable` may be the first of a larger `in_all`.
    """
    st.subheader(_("Close the month"), anchor=False)
    place = st.container()
    opened, ticked = None, list[str]()
    if acceptable:
        table = obstacles.acceptable_table(acceptable, in_all)
        opened, ticked = draw_pickable(table, key=f"accept-{month}-{round_of_decisions()}")
    with place:
        missing = _why_not(barring, in_all, len({row["subject"] for row in acceptable} & set(ticked)))
        st.caption(plain(retold(missing) or _advice(in_all)))
        draw_refusal()
        act = partial(_carry_out, read, month, {row["subject"]: row["told"] for row in acceptable}, tuple(ticked))
        draw_actions(
            [Offer(_("Close {month}", month=month_name(month)), act, _(_ASKS), missing, not acceptable, warns)],
            f"close-{month}",
        )
    return opened


def _advice(in_all: int) -> str:
    if not in_all:
        return _("Nothing is left: the month is at zero.")
    return _(
        "All {number} that are left are ticked: your sign-off accepts each of them as it is.",
        number=figure(in_all),
    )


def _why_not(barring: Sequence[Row], in_all: int, ticked: int) -> str:
    """Why it may not be closed here and now, '' where it may; of all that may be accepted so many are ticked."""
    if refused := refusal(decider(), Right.CLOSE):
        return refused
    if barring:
        return _("To be settled first: {what}", what=" ".join(retold(row["told"]) for row in barring))
    left = _(
        "{number} are left, {ticked} of them ticked.",
        number=figure(in_all),
        ticked=figure(ticked),
    )
    told = _("{left} Settle or waive them, or tick each that you accept as it is.", left=left)
    return told if ticked < in_all else ""


def _carry_out(read: Reader, month: date, seen: Mapping[str, str], accepted: Sequence[str], note: str) -> str:
    return refusal_of(
        lambda: close_month(read.store, month, who=decider(), note=note, accepted=accepted, seen=seen, as_of=read.today)
    )
