"""The page of one discrepancy, put together from its parts."""

from collections.abc import Callable

import streamlit as st

from ui.address import link_here
from ui.discrepancies import detail
from ui.discrepancies.decisions import draw_decisions, owners, who_decides
from ui.discrepancies.forms import Deciding, draw_refusal
from ui.discrepancies.history import decided, history
from ui.discrepancies.records import records
from ui.discrepancies.symptoms import symptoms
from ui.linking.suggestions import draw_links
from ui.marks import titled
from ui.reading import Question, Reader, Row
from ui.sheet import Node, draw_sheet, node
from ui.text import day, moment, plain
from ui.wording import _


def draw_discrepancy(
    read: Reader, found: Row, reconcile: Callable[[], None], correct: Callable[[], str | None]
) -> str | None:
    """Everything about one discrepancy; returns the link that was followed just now, if any.

    `reconcile` asks for what was decided about links to be looked at; `correct` draws how it can be put right.
    """
    back = draw_sheet(_back(found), key="back")
    titled(
        plain(detail.title(found)),
        _(
            "{seen}. As of {today}. {number}",
            seen=_seen(found),
            today=day(read.today),
            number=plain(found["discrepancy_id"]),
        ),
    )
    head = draw_sheet(detail.head(found, read), key="head")
    draw_sheet(detail.key_figures(found), key="figures")
    left, right = st.columns([3, 2], gap="large")
    sides = detail.both_sides(read, found)
    with left:
        reasoning = draw_sheet(detail.reasoning(found), key="reasoning")
        # Where there are no two sides to compare, the records stand in their place.
        compared = draw_sheet(sides, key="sides") if sides else _records(read, found)
        draw_links(read, found, reconcile)
    with right:
        correction = correct()
        _decisions(read, found)
    symptoms = _symptoms(read, found)
    resting_on = _records(read, found) if sides else None
    return back or head or reasoning or compared or correction or symptoms or resting_on


def asked_below(read: Reader, discrepancy_id: str) -> tuple[Question, Question]:
    """What the lower part of the page asks of a discrepancy, so that it is answered while the upper one is drawn."""
    asked = {"discrepancy": discrepancy_id}
    return ("discrepancies/symptoms", asked | {"as_of": read.today}), ("discrepancies/records", asked)


def _back(found: Row) -> Node:
    """The way back to the queue; what is read begins anew with it, at the top of the page."""
    to_queue = link_here(_("← All discrepancies"), discrepancy="", record="")
    return node("p", to_queue, **{"data-begins": str(found["discrepancy_id"])})


def _seen(found: Row) -> str:
    if found["resolved_at"]:
        return _("Resolved {moment}", moment=moment(found["resolved_at"]))
    return _("Last found {moment}", moment=moment(found["last_seen_at"]))


def _decisions(read: Reader, found: Row) -> None:
    st.subheader(_("Decisions"), anchor=False)
    draw_refusal()
    draw_decisions(Deciding(read.store, (found["discrepancy_id"],), read.today, owners(read)), found)
    st.caption(who_decides())
    draw_sheet(node("div", decided(found, read), history(read, found)), key="history")


def _symptoms(read: Reader, found: Row) -> str | None:
    listed = symptoms(read, found)
    if listed is None:
        return None
    st.subheader(_("Symptoms"), anchor=False)
    return draw_sheet(listed, key="symptoms")


def _records(read: Reader, found: Row) -> str | None:
    st.subheader(_("Records it rests on"), anchor=False)
    return draw_sheet(records(read, found, st.query_params.get("record", "")), key="records")
