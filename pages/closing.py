"""Month-end: how far a month is from being closed, what stands in the way, what was signed and what changed since."""

from datetime import date, timedelta

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import corrections, discrepancies, health
from pages._closed_month import draw_closed
from pages._open_month import draw_open
from queries.people import Right, refusal
from sync.running import running
from ui.access import decider, guarded, hand_over
from ui.address import link_to
from ui.failing import show_never_reconciled, show_nothing
from ui.filters import select
from ui.marks import titled
from ui.reading import Reader, Row, reader
from ui.retelling.retold import retold
from ui.returning import come_back, lead
from ui.text import month_name, plain
from ui.wording import _

CHOICES = ("month",)
_PAGES = {"corrections": corrections, "discrepancies": discrepancies, "health": health}


def page() -> StreamlitPage:
    """How the page is reached; the menu names it for those whose work it is."""
    return st.Page(
        draw,
        title=_("Month-end"),
        icon=":material/event_available:",
        url_path="month-end",
        visibility="visible" if decider().may(Right.DECIDE) else "hidden",
    )


@guarded
def draw() -> None:
    """The month in the address, else the one that ended last."""
    if (left := come_back(CHOICES)) is not None:
        lead(page(), **left)
    read = reader(running().store)
    titled(
        _("Month-end"), _("How far a month is from zero, what stands in the way of closing it, and what was signed.")
    )
    if refused := refusal(decider(), Right.DECIDE):
        show_nothing(_("Months are closed by finance"), plain(retold(refused)))
    elif read.rows("discrepancies/reconciled")[0]["reconciled_at"] is None:
        worker = running().worker
        show_never_reconciled(is_pulling=worker.progress().running, pull=worker.ask)
    else:
        _follow(_month(read))


def _month(read: Reader) -> str | None:
    offered = read.rows("closing/months", as_of=read.today)
    ended = (read.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    select("month", _("Month"), {_key(row["month"]): _named(row) for row in offered}, 260, default=_key(ended))
    chosen = {_key(row["month"]): row["month"] for row in offered}.get(st.query_params.get("month", ""), ended)
    closings = read.rows("closing/closings", month=chosen)
    if closings and not closings[0]["reopened_at"]:
        return draw_closed(read, chosen, closings)
    asked = {"month": chosen, "as_of": read.today}
    # What stands in the way takes longest: one processor tells that, the other one the rest.
    with read.ahead(*((f"closing/{one}", asked) for one in ("owners", "days", "figures"))):
        return draw_open(read, chosen, closings)


def _key(month: date) -> str:
    return f"{month:%Y-%m}"


def _named(row: Row) -> str:
    if row["closing_id"]:
        return _("{month}, closed", month=month_name(row["month"]))
    return _("{month}, open" if row["is_over"] else "{month}, not over", month=month_name(row["month"]))


def _follow(opened: str | None) -> None:
    """Every link of the page names another one by its address."""
    if opened:
        path, chosen = link_to(opened)
        lead(_PAGES[path].page(), **chosen)


if __name__ == "__main__":
    hand_over()
