"""The statement of a rep for a month: drafted, signed by finance, taken along as a file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import streamlit as st

from corrections.errors import refusal_of
from corrections.offers import Offer
from queries.ledger.commission_statements import sign_statement
from queries.people import Right, refusal
from ui.access import decider
from ui.actions import draw_actions
from ui.commission import statement as stating
from ui.commission.filters import months
from ui.discrepancies.forms import draw_refusal
from ui.exports import Totals, exports
from ui.filters import select
from ui.reading import Reader, Row
from ui.sheet import draw_sheet
from ui.text import month_name
from ui.wording import _, later

SHOWN = "statement"
_ASKS = later("What the sign-off rests on")


def draw_statement(read: Reader, own: str | None) -> str | None:
    """The one in the address, else of the month that ended last; the link that was followed just now, if any."""
    went_back = draw_sheet(stating.back(), key="back")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        rep = _rep(read) if own is None else own
        month = _month(read.today)
    asked = {"rep": rep, "month": month, "as_of": read.today}
    rows = read.rows("commission/statement", **asked)
    signed = {row["month"]: row for row in read.rows("commission/statements", rep=rep)}
    place = stating.Place(rep, month, list(signed.values()), read.rows("commission/brought_forward", **asked))
    if place.is_before_first:
        place = replace(place, brought_forward=[])
    opened = draw_sheet(stating.statement_sheet(rows, place), key="statement")
    draw_refusal()
    with st.container(horizontal=True, gap="small"):
        if place.is_next and own is None:
            _sign(read, rep, place, rows)
        if rows:
            told = stating.exported(rows, place)
            adding_up = Totals(stating.TOTALS, partial(stating.exported_totals, place=place))
            exports(
                f"commission-{rep}-{month:%Y-%m}",
                stating.EXPORTED,
                {_("The statement"): lambda: told},
                totals=adding_up,
            )
    others = [row for row in signed.values() if row["month"] != month]
    if others:
        st.subheader(_("Signed before"), anchor=False)
        opened = draw_sheet(stating.signed_list(others), key="signed") or opened
    return went_back or opened


def _rep(read: Reader) -> str:
    """Whose it is: a statement is always one rep's."""
    reps = read.rows("commission/reps")
    first = str(reps[0]["rep"]) if reps else ""
    select("rep", _("Rep"), {row["rep"]: f"{row['name']} ({row['rep']})" for row in reps}, 300, default=first)
    return st.query_params.get("rep", first)


def _month(today: date) -> date:
    ended = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    offered = months(today)
    select("month", _("Month"), offered, 190, default=f"{ended:%Y-%m}")
    told = st.query_params.get("month", "")
    return date.fromisoformat(f"{told}-01") if told in offered else ended


def _sign(read: Reader, rep: str, place: stating.Place, rows: Sequence[Row]) -> None:
    missing, month = refusal(decider(), Right.SIGN), place.month
    act = partial(_carry_out, read, rep, place, stating.sums(rows))
    offer = Offer(
        _("Sign {month}", month=month_name(month)), act, _(_ASKS), missing, warns=stating.warning(rows, place)
    )
    draw_actions([offer], f"sign-{rep}-{month}")


def _carry_out(read: Reader, rep: str, place: stating.Place, seen: dict[str, Decimal], note: str) -> str:
    before = {row["currency"]: row["amount"] for row in place.brought_forward}
    return refusal_of(
        lambda: sign_statement(
            read.store,
            rep,
            place.month,
            who=decider(),
            note=note,
            seen=seen,
            brought_forward=before,
            as_of=read.today,
        )
    )
