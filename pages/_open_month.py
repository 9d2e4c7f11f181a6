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
    found, left = read.rows("closing/figures", **asked), read.rows("closing/obstacles", **asked)
    barring, acceptable = obstacles.barring(left), obstacles.acceptable(left)
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
    accepted = _close(read, month, barring, acceptable, _warning(read, month, found, acceptable))
    st.subheader(_("By rule and currency"), anchor=False)
    return draw_sheet(figures_table(found, month), key="by-rule") or opened or owned or accepted or stands


def _warning(read: Reader, month: date, found: Sequence[Row], acceptable: Sequence[Row]) -> str:
    """What whoever signs takes upon themselves: how much is left, and which months before it are open."""
    earlier_open = [
        row["month"]
        for row in read.rows("closing/months", as_of=read.today)
        if row["month"] < month and not row["closing_id"]
    ]
    return accepting(found, len(acceptable), earlier_open)


def _close(read: Reader, month: date, barring: Sequence[Row], acceptable: Sequence[Row], warns: str) -> str | None:
    """What is left, to be ticked one by one, and the form that closes the month; the link followed just now, if any."""
    st.subheader(_("Close the month"), anchor=False)
    place = st.container()
    opened, ticked = None, list[str]()
    if acceptable:
        table = obstacles.acceptable_table(acceptable)
        opened, ticked = draw_pickable(table, key=f"accept-{month}-{round_of_decisions()}")
    with place:
        missing = _why_not(barring, acceptable, ticked)
        st.caption(plain(retold(missing) or _advice(acceptable)))
        draw_refusal()
        act = partial(_carry_out, read, month, {row["subject"]: row["told"] for row in acceptable}, tuple(ticked))
        draw_actions(
            [Offer(_("Close {month}", month=month_name(month)), act, _(_ASKS), missing, not acceptable, warns)],
            f"close-{month}",
        )
    return opened


def _advice(acceptable: Sequence[Row]) -> str:
    if not acceptable:
        return _("Nothing is left: the month is at zero.")
    return _(
        "All {number} that are left are ticked: your sign-off accepts each of them as it is.",
        number=figure(len(acceptable)),
    )


def _why_not(barring: Sequence[Row], acceptable: Sequence[Row], ticked: Sequence[str]) -> str:
    """Why it may not be closed here and now, '' where it may."""
    if refused := refusal(decider(), Right.CLOSE):
        return refused
    if barring:
        return _("To be settled first: {what}", what=" ".join(retold(row["told"]) for row in barring))
    missing = len({row["subject"] for row in acceptable} - set(ticked))
    left = _(
        "{number} are left, {ticked} of them ticked.",
        number=figure(len(acceptable)),
        ticked=figure(len(acceptable) - missing),
    )
    return _("{left} Settle or waive them, or tick each that you accept as it is.", left=left) if missing else ""


def _carry_out(read: Reader, month: date, seen: Mapping[str, str], accepted: Sequence[str], note: str) -> str:
    return refusal_of(
        lambda: close_month(read.store, month, who=decider(), note=note, accepted=accepted, seen=seen, as_of=read.today)
    )
