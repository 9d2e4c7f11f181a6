"""The queue on the page of discrepancies: views, filters, what is ticked and what may be done about it."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from pages._correcting import draw_many
from ui.access import person
from ui.address import TICKED
from ui.discrepancies import filters as filtering
from ui.discrepancies import queue
from ui.discrepancies.decisions import draw_together, owners
from ui.discrepancies.exports import EXPORTED, TOTALS, totals
from ui.discrepancies.figures import found_line, key_figures
from ui.discrepancies.forms import Deciding, draw_refusal, round_of_decisions
from ui.discrepancies.reading import read_to_count
from ui.discrepancies.results import draw_results
from ui.discrepancies.unchecked import unchecked_line
from ui.discrepancies.views import draw_views
from ui.exports import Making, Totals, exports
from ui.failing import show_nothing
from ui.reading import Reader, Row
from ui.screens import chosen_screen
from ui.sheet import draw_pickable, draw_sheet
from ui.text import count, day, figure
from ui.wording import _, forms, later

UNFOLDED = "unfolded"
ROWS_A_SCREEN = 50
# More than one export holds is found again with a narrower filter.
ROWS_AN_EXPORT = 100_000
# What the filters leave out by themselves, and how it is said where nothing else matches.
_WIDER = {
    "symptoms": (
        forms("symptom matches", "symptoms match"),
        later("Other discrepancies explain them; they go when those are put right."),
        later("Show symptoms too"),
        filtering.show_symptoms,
    ),
    "snoozed": (
        forms("snoozed discrepancy matches", "snoozed discrepancies match"),
        later("They come back on the day they are snoozed until."),
        later("Show snoozed ones too"),
        filtering.show_snoozed,
    ),
}


def draw_queue(now: Reader, read: Reader, filters: filtering.Filters, standing: Row) -> str | None:
    """Everything about the queue; returns the link that was followed just now, if any.

    `now` reads all as it is, and is where things are decided; the queue itself is read from its board by `read`.
    """
    figures = key_figures(standing, read.rows("discrepancies/figures", as_of=read.today))
    opened = draw_sheet(figures, key="figures")
    unchecked = now.rows("discrepancies/not_checked")
    reasons = draw_sheet(unchecked_line(unchecked), key="unchecked-line") if unchecked else None
    views = read.rows("discrepancies/views", who=person().name, over=filters.limits, as_of=read.today)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = draw_views(now.store, views)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        filtering.draw_filters(filters, read.rows("discrepancies/choices", as_of=read.today))
    return _listed(now, read, filters, standing) or opened or view or reasons


def _listed(now: Reader, read: Reader, filters: filtering.Filters, standing: Row) -> str | None:
    counted = read.rows("discrepancies/page_count", as_of=read.today, **filters.asked())
    found = sum(row["found"] for row in counted)
    screens = max(1, -(-found // ROWS_A_SCREEN))
    order, screen = queue.ORDERS.chosen(), chosen_screen(screens)
    sorting = {"sort": order.sort, "descending": order.descending}
    asked = partial(read.rows, "discrepancies/page", as_of=read.today, **filters.asked(), **sorting)
    shown = asked(row_limit=ROWS_A_SCREEN, row_offset=(screen - 1) * ROWS_A_SCREEN)
    every_account = filtering.draw_account_chosen(filters, shown[0]["account_name"] if shown else "")
    draw_refusal()
    if not shown:
        result = draw_results()
        _explain_nothing(now, read, filters, standing)
        return every_account or result
    bar = st.container(horizontal=True, vertical_alignment="center", gap="small", key="action-bar")
    result = draw_results()
    under_way = {row["discrepancy_id"]: row for row in now.rows("corrections/under_way")}
    table = queue.queue_table(shown, order, (screen, screens), read.today, under_way, _unfolded(now, shown))
    key = f"queue-{round_of_decisions()}"
    opened, ticked = draw_pickable(table, key, _ticked_at_first(key))
    chosen = [row for row in shown if row["discrepancy_id"] in ticked]
    _keep_in_address(chosen)
    with bar:
        draw_many(now, chosen)
        _decide_together(now, chosen)
        st.caption(found_line(counted, chosen, is_narrowed=filters.is_any))
        choices: dict[str, Making] = {_("This screen"): partial(list, shown)} if screens > 1 else {}
        every = partial(asked, row_limit=ROWS_AN_EXPORT, row_offset=0)
        said = ((_("As of"), day(read.today)), (_("Filters"), filtering.told_in_words(filters)))
        name, adding_up = f"discrepancies-{read.today}", Totals(TOTALS, totals, said)
        exports(name, EXPORTED, choices | {_("All {found}", found=figure(found)): every}, totals=adding_up)
    return opened or every_account or result


def _unfolded(now: Reader, shown: list[Row]) -> Mapping[str, list[Row]]:
    """The symptoms of the causes that the address unfolds, by cause."""
    wanted = queue.unfolded_in(st.query_params.get(UNFOLDED, ""))
    here = [row["discrepancy_id"] for row in shown if row["discrepancy_id"] in wanted]
    return {one: now.rows("discrepancies/symptoms", discrepancy=one, as_of=now.today) for one in here}


def _ticked_at_first(key: str) -> list[str]:
    """What the address says is ticked when the list is drawn for the first time; from then on the list says it."""
    kept = f"{key}-at-first"
    if key not in st.session_state:
        st.session_state[kept] = st.query_params.get(TICKED, "").split()
    return list(st.session_state[kept])


def _keep_in_address(chosen: list[Row]) -> None:
    told = " ".join(row["discrepancy_id"] for row in chosen)
    if told:
        st.query_params[TICKED] = told
    else:
        st.query_params.pop(TICKED, None)


def _decide_together(now: Reader, ticked: list[Row]) -> None:
    ids = tuple(row["discrepancy_id"] for row in ticked)
    is_offered = all(row["status"] in ("open", "reopened") for row in ticked)
    draw_together(Deciding(now.store, ids, now.today, owners(now), ticked), is_offered=is_offered)


def _explain_nothing(now: Reader, read: Reader, filters: filtering.Filters, standing: Row) -> None:
    if not standing["count_open"] and not filters.is_any:
        show_nothing(_("Nothing is open"), _("What was sold, billed and paid agrees, or what does not is waived."))
        return
    for name, (told, advice, action, act) in _WIDER.items():
        if hidden := _hidden(now, read, filters, name):
            show_nothing(count(hidden, *told), _(advice), _(action), act)
            return
    show_nothing(
        _("No discrepancy matches"), _("Take a filter away."), _("Show everything open"), filtering.show_everything
    )


def _hidden(now: Reader, read: Reader, filters: filtering.Filters, name: str) -> int:
    """How many discrepancies match that the filters leave out by themselves because they are `name`."""
    asked = filters.asked(**{name: True})
    among = read if asked["symptoms"] == filters.asked()["symptoms"] else read_to_count(now, read, asked)
    counted = among.rows("discrepancies/page_count", as_of=now.today, **asked) if among else ()
    return sum(row["found"] for row in counted)
