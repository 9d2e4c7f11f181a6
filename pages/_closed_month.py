"""A month that is closed: what was signed, what has changed since, and opening it again."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from corrections.errors import refusal_of
from corrections.offers import Offer
from queries.ledger.closing import reopen_month
from queries.people import Right, is_same_name, refusal
from ui.access import decider
from ui.actions import draw_actions
from ui.closing import signed as signing
from ui.closing.course import draw_course
from ui.closing.figures import compared, figures_table, key_figures
from ui.discrepancies.forms import draw_refusal
from ui.exports import exports
from ui.figures import line
from ui.marks import state_mark
from ui.reading import Reader, Row
from ui.sheet import draw_sheet, node
from ui.text import moment, month_name, sentence
from ui.wording import _, later

_ASKS = later("Why the month is opened again")


def draw_closed(read: Reader, month: date, closings: Sequence[Row]) -> str | None:
    """The month as it was signed last; returns the link that was followed just now, if any."""
    signed, before = closings[0], closings[1:]
    asked = {"closing": signed["closing_id"]}
    found = read.rows("closing/signed_figures", **asked)
    told_state = _("{month} is closed, as it stood {moment}", month=_named(month), moment=moment(signed["closed_at"]))
    draw_sheet(node("div", line(state_mark("done", told_state)), signing.earlier(before)), key="state")
    draw_sheet(key_figures(found, month, compared(read), as_signed=True), key="figures")
    picture, sign_off = st.columns([3, 2], gap="large")
    with picture:
        draw_course(read.rows("closing/signed_days", **asked), month)
    with sign_off:
        _sign_off(read, month, signed)
    st.subheader(_("Changed since it was signed"), anchor=False)
    changed = read.rows("closing/since", **asked, as_of=read.today)
    since = draw_sheet(signing.since_table(changed), key="since")
    st.subheader(_("Accepted with it"), anchor=False)
    accepted = draw_sheet(signing.accepted_list(read.rows("closing/signed_accepted", **asked)), key="accepted")
    st.subheader(_("By rule and currency, as signed"), anchor=False)
    return draw_sheet(figures_table(found, month, as_signed=True), key="by-rule") or since or accepted


def _sign_off(read: Reader, month: date, signed: Row) -> None:
    st.subheader(_("Sign-off"), anchor=False)
    draw_sheet(signing.sign_off(signed), key="sign-off")
    draw_refusal()
    with st.container(horizontal=True, gap="small"):
        missing = _why_not(month, signed)
        draw_actions([Offer(_("Open again"), partial(_carry_out, read, month), _(_ASKS), missing)], f"reopen-{month}")
        rows = partial(read.rows, "closing/signed", closing=signed["closing_id"])
        exports(f"closing-{month:%Y-%m}", signing.EXPORTED, {_("The snapshot"): rows})


def _why_not(month: date, signed: Row) -> str:
    """Why the person may not open it again, '' where they may."""
    who = decider()
    if is_same_name(who.name, signed["closed_by"]):
        return _(
            "{name} closed {month}, and nobody opens their own again. Ask a colleague.",
            name=who.name,
            month=month_name(month),
        )
    return refusal(who, Right.CLOSE)


def _named(month: date) -> str:
    """A month at the beginning of a sentence."""
    return sentence(month_name(month))


def _carry_out(read: Reader, month: date, why: str) -> str:
    return refusal_of(lambda: reopen_month(read.store, month, who=decider(), why=why))
