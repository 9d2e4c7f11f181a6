"""Discrepancies: where contract, subscription, invoice and payment disagree, by the money at stake."""

from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages import account, closing, corrections
from pages._correcting import batch_made, draw_many, draw_one
from queries.people import Right
from sync.running import running
from ui import discrepancy_filters as filtering
from ui import discrepancy_queue as queue
from ui.access import decider, guarded, hand_over
from ui.address import go, is_here
from ui.discrepancy_decisions import Deciding, draw_refusal, draw_together, owners, round_of_decisions
from ui.discrepancy_page import draw_discrepancy
from ui.discrepancy_unchecked import SHOWN, draw_unchecked, unchecked_line
from ui.exports import Making, exports
from ui.failing import show_never_pulled, show_never_reconciled, show_nothing
from ui.figures import line
from ui.marks import titled
from ui.reading import Reader, Row, reader
from ui.returning import come_back, lead
from ui.screens import CHOICES as SCREEN
from ui.screens import chosen_screen
from ui.sheet import draw_pickable, draw_sheet, link
from ui.text import ago, count, day

# What stands in the address: a discrepancy that is opened, with one of its records, and how the queue is narrowed.
OPENED = ("discrepancy", "record")
CHOICES = (*filtering.CHOICES, *SCREEN, *OPENED)
ROWS_A_SCREEN = 50
_MONTH_END = "month-end"
# More than one export holds is found again with a narrower filter.
ROWS_AN_EXPORT = 100_000
# What the filters leave out by themselves, and how it is said where nothing else matches.
_WIDER = {
    "symptoms": (
        ("symptom matches", "symptoms match"),
        "Other discrepancies explain them; they go when those are put right.",
        "Show symptoms too",
        filtering.show_symptoms,
    ),
    "snoozed": (
        ("snoozed discrepancy matches", "snoozed discrepancies match"),
        "They come back on the day they are snoozed until.",
        "Show snoozed ones too",
        filtering.show_snoozed,
    ),
}


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title="Discrepancies", icon=":material/difference:", url_path="discrepancies")


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
        _follow(_queue(read))
    elif found := read.first("discrepancies/detail", discrepancy=chosen, as_of=read.today):
        _follow(draw_discrepancy(read, found, running().worker.ask_reconciliation, partial(draw_one, read, found)))
    else:
        titled("Discrepancy", "A discrepancy is opened from the queue, or by its link.")
        advice = "Its rule may have changed, or the link is incomplete."
        show_nothing(f"There is no discrepancy “{chosen}”", advice, "Show all discrepancies", _to_the_queue)


def _queue(read: Reader) -> str | None:
    standing = read.rows("discrepancies/standing", as_of=read.today)[0]
    titled("Discrepancies", _context(standing))
    if standing["reconciled_at"] is None:
        _explain_missing(read)
        return None
    at_stake = read.rows("discrepancies/figures", as_of=read.today)
    draw_sheet(queue.key_figures(standing, at_stake), key="figures")
    unchecked = read.rows("discrepancies/not_checked")
    reasons = draw_sheet(unchecked_line(unchecked), key="unchecked-line") if unchecked else None
    filters = filtering.chosen()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        filtering.draw_filters(filters, read.rows("discrepancies/choices", as_of=read.today))
    return _listed(read, filters, standing) or reasons or _month_end()


def _month_end() -> str | None:
    """The way to the page that finance closes months on, for whoever may decide; the link, once it was followed."""
    if not decider().may(Right.DECIDE):
        return None
    return draw_sheet(line(link("Month-end: how far to zero", _MONTH_END, _MONTH_END)), key="month-end")


def _context(standing: Row) -> str:
    told = "Where contract, subscription, invoice and payment disagree, the most money first."
    if standing["reconciled_at"] is None:
        return told
    accounts = count(standing["accounts"], "account")
    return f"{told} {accounts} reconciled {ago(standing['reconciled_at'])}, as of {day(standing['reconciled_for'])}."


def _listed(read: Reader, filters: filtering.Filters, standing: Row) -> str | None:
    counted = read.rows("discrepancies/page_count", as_of=read.today, **filters.asked())
    found = sum(row["found"] for row in counted)
    screens = max(1, -(-found // ROWS_A_SCREEN))
    order, screen = queue.ORDERS.chosen(), chosen_screen(screens)
    sorting = {"sort": order.sort, "descending": order.descending}
    asked = partial(read.rows, "discrepancies/page", as_of=read.today, **filters.asked(), **sorting)
    shown = asked(row_limit=ROWS_A_SCREEN, row_offset=(screen - 1) * ROWS_A_SCREEN)
    name = shown[0]["account_name"] if shown else ""
    every_account = filtering.draw_account_chosen(filters, name)
    if not shown:
        _explain_nothing(read, filters, standing)
        return every_account
    bar = st.container(horizontal=True, vertical_alignment="center", gap="small")
    under_way = {row["discrepancy_id"]: row for row in read.rows("corrections/under_way")}
    table = queue.queue_table(shown, order, (screen, screens), read.today, under_way)
    opened, ticked = draw_pickable(table, key=f"queue-{round_of_decisions()}")
    with bar:
        chosen = [row for row in shown if row["discrepancy_id"] in ticked]
        draw_many(read, chosen)
        _decide_together(read, chosen)
        st.caption(queue.found_line(counted, len(chosen), is_narrowed=filters.is_any))
        choices: dict[str, Making] = {"This screen": partial(list, shown)} if screens > 1 else {}
        every = partial(asked, row_limit=ROWS_AN_EXPORT, row_offset=0)
        exports("discrepancies", queue.EXPORTED, choices | {f"All {found:,}": every})
    draw_refusal()
    return opened or every_account


def _decide_together(read: Reader, ticked: list[Row]) -> None:
    ids = tuple(row["discrepancy_id"] for row in ticked)
    is_offered = all(row["status"] in ("open", "reopened") for row in ticked)
    draw_together(Deciding(read.store, ids, read.today, owners(read)), is_offered=is_offered)


def _explain_missing(read: Reader) -> None:
    worker = running().worker
    explain = show_never_reconciled if read.rows("health/tie_out") else show_never_pulled
    explain(is_pulling=worker.progress().running, pull=worker.ask)


def _explain_nothing(read: Reader, filters: filtering.Filters, standing: Row) -> None:
    if not standing["count_open"] and not filters.is_any:
        show_nothing("Nothing is open", "What was sold, billed and paid agrees, or what does not is waived.")
        return
    for name, (told, advice, action, act) in _WIDER.items():
        counted = read.rows("discrepancies/page_count", as_of=read.today, **filters.asked(**{name: True}))
        if hidden := sum(row["found"] for row in counted):
            show_nothing(count(hidden, *told), advice, action, act)
            return
    show_nothing("No discrepancy matches", "Take a filter away.", "Show everything open", filtering.show_everything)


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
