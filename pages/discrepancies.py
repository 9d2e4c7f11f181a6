"""Discrepancies: where contract, subscription, invoice and payment disagree, by the money at stake."""

from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import account, closing, corrections
from pages._correcting import batch_made, draw_one
from pages._queue import UNFOLDED, draw_queue
from queries.people import Right
from sync.running import running
from ui.access import decider, guarded, hand_over
from ui.address import TICKED, go, is_here
from ui.discrepancies import filters as filtering
from ui.discrepancies.page import asked_below, draw_discrepancy
from ui.discrepancies.reading import read_queue
from ui.discrepancies.unchecked import SHOWN, draw_unchecked
from ui.failing import show_never_pulled, show_never_reconciled, show_nothing
from ui.figures import line
from ui.marks import titled
from ui.reading import Reader, Row, reader
from ui.returning import come_back, lead
from ui.screens import CHOICES as SCREEN
from ui.sheet import draw_sheet, link
from ui.text import ago, count, day
from ui.wording import _

# What stands in the address: a discrepancy that is opened, with one of its records, and how the queue is narrowed.
OPENED = ("discrepancy", "record")
CHOICES = (*filtering.CHOICES, *SCREEN, UNFOLDED, TICKED, *OPENED)
_MONTH_END = "month-end"


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title=_("Discrepancies"), icon=":material/difference:", url_path="discrepancies")


@guarded
def draw() -> None:
    """The queue or, where the address names a discrepancy, everything about that one."""
    if (left := come_back(CHOICES, OPENED)) is not None:
        lead(page(), **left)
    read = reader(running().store)
    chosen = st.query_params.get("discrepancy", "")
    if batch := batch_made():
        st.switch_page(corrections.page(), query_params={"batch": batch})
    if st.query_params.get("show") == SHOWN:
        _follow(draw_unchecked(read))
    elif not chosen:
        with read.ahead(("discrepancies/not_checked", {}), ("corrections/under_way", {})):
            _follow(_queue(read))
    else:
        with read.ahead(*asked_below(read, chosen)):
            _follow(_one(read, chosen))


def _one(read: Reader, chosen: str) -> str | None:
    """The chosen discrepancy, or that there is none; the link that was followed just now, if any."""
    if found := read.first("discrepancies/detail", discrepancy=chosen, as_of=read.today):
        return draw_discrepancy(read, found, running().worker.ask_reconciliation, partial(draw_one, read, found))
    titled(_("Discrepancy"), _("A discrepancy is opened from the queue, or by its link."))
    advice = _("Its rule may have changed, or the link is incomplete.")
    show_nothing(
        _("There is no discrepancy “{chosen}”", chosen=chosen), advice, _("Show all discrepancies"), _to_the_queue
    )
    return None


def _queue(now: Reader) -> str | None:
    filters = filtering.chosen(running().settings.policy.approval.limits)
    told = filters.told
    read = read_queue(now, told["search"], told["month"], "everything" if told["symptoms"] else "causes")
    standing = read.rows("discrepancies/standing", as_of=read.today)[0]
    titled(_("Discrepancies"), _context(standing))
    if standing["reconciled_at"] is None:
        _explain_missing(now)
        return None
    return draw_queue(now, read, filters, standing) or _month_end()


def _month_end() -> str | None:
    """The way to the page that finance closes months on, for whoever may decide; the link, once it was followed."""
    if not decider().may(Right.DECIDE):
        return None
    return draw_sheet(line(link(_("Month-end: how far to zero"), _MONTH_END, _MONTH_END)), key="month-end")


def _context(standing: Row) -> str:
    told = _("Where contract, subscription, invoice and payment disagree, the most money first.")
    if standing["reconciled_at"] is None:
        return told
    accounts = count(standing["accounts"], "account")
    return _(
        "{told} {accounts} reconciled {ago}, as of {reconciled_for}.",
        told=told,
        accounts=accounts,
        ago=ago(standing["reconciled_at"]),
        reconciled_for=day(standing["reconciled_for"]),
    )


def _explain_missing(read: Reader) -> None:
    worker = running().worker
    explain = show_never_reconciled if read.rows("health/tie_out") else show_never_pulled
    explain(is_pulling=worker.progress().running, pull=worker.ask)


def _follow(opened: str | None) -> None:
    if opened and is_here(opened):
        go(opened)
    elif opened == _MONTH_END:
        lead(closing.page())
    elif opened and opened.startswith("correction="):
        st.switch_page(corrections.page(), query_params={"correction": opened.partition("=")[2]})
    elif opened:
        lead(account.page(), account=opened)


def _to_the_queue() -> None:
    for name in OPENED:
        st.query_params.pop(name, None)


if __name__ == "__main__":
    hand_over()
