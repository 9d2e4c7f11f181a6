"""Corrections: what is to be changed in Firmao and Ordway, who has to approve it, and what became of it."""

from collections.abc import Mapping
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from corrections import duty, offers
from pages import account, discrepancies
from pages._correcting import draw_undo
from pages._desk import desk
from sync.running import running
from ui import correction_list as listing
from ui.access import guarded, hand_over
from ui.actions import draw_actions
from ui.address import go, is_here
from ui.correction_batches import batch_told, batches_under_way
from ui.correction_page import draw_correction
from ui.discrepancy_forms import draw_refusal
from ui.exports import exports
from ui.failing import show_nothing
from ui.marks import titled
from ui.reading import Reader, Row, reader
from ui.screens import chosen_screen
from ui.sheet import draw_sheet
from ui.watching import watch

ROWS_A_SCREEN = 50
# More than one export holds is found again with a narrower filter.
ROWS_AN_EXPORT = 100_000


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title="Corrections", icon=":material/published_with_changes:", url_path="corrections")


@guarded
def draw() -> None:
    """The list or, where the address names a correction, everything about that one."""
    read = reader(running().store)
    chosen = st.query_params.get("correction", "")
    if not chosen:
        _follow(_list(read))
    elif found := read.first("corrections/detail", correction=chosen):
        _follow(_one(read, found))
    else:
        titled("Correction", "A correction is opened from the list, or by its link.")
        show_nothing(f"There is no correction “{chosen}”", "The link is incomplete.", "Show all corrections", _to_list)


def _one(read: Reader, found: Row) -> str | None:
    here = desk(read)
    second = offers.second_for(here, found) if found["standing"] == "waiting" else ""
    actions = offers.for_correction(here, running().worker, found)
    opened = draw_correction(read, found, actions, second, partial(draw_undo, read, found))
    _watch(is_moving=found["standing"] == "running")
    return opened


def _list(read: Reader) -> str | None:
    titled("Corrections", "What is to be changed in Firmao and Ordway, who has to approve it, and what became of it.")
    counted = read.rows("corrections/figures")
    if not counted:
        show_nothing("Nothing was corrected yet", "Open a discrepancy and choose where it is to be put right.")
        return None
    draw_sheet(listing.key_figures(counted), key="figures")
    filters = listing.chosen()
    opened = _batches(read, filters["batch"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        listing.draw_filters(read.rows("corrections/choices"))
    listed = _listed(read, filters)
    _watch(is_moving=any(row["standing"] == "running" for row in counted))
    return opened or listed


def _batches(read: Reader, chosen: str) -> str | None:
    """The batch in the address, with what may be done about it; else those that have not ended."""
    batches = read.rows("corrections/batches", batch=chosen)
    if chosen and batches:
        draw_sheet(batch_told(batches[0]), key="batch")
        draw_refusal()
        draw_actions(offers.for_batch(desk(read), running().worker, batches[0]), chosen)
    return draw_sheet(batches_under_way(batches), key="batches") if batches and not chosen else None


def _listed(read: Reader, filters: Mapping[str, str]) -> str | None:
    counted = read.rows("corrections/page_count", **filters)
    found = sum(row["found"] for row in counted)
    screens = max(1, -(-found // ROWS_A_SCREEN))
    order, screen = listing.ORDERS.chosen(), chosen_screen(screens)
    asked = partial(read.rows, "corrections/page", **filters, sort=order.sort, descending=order.descending)
    shown = asked(row_limit=ROWS_A_SCREEN, row_offset=(screen - 1) * ROWS_A_SCREEN)
    only = listing.narrowed(filters, shown)
    widened = draw_sheet(only, key="narrowed") if only else None
    if not shown:
        show_nothing("No correction matches", "Take a filter away.", "Show all corrections", listing.show_everything)
        return widened
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(listing.found_line(counted))
        every = partial(asked, row_limit=ROWS_AN_EXPORT, row_offset=0)
        exports("corrections", listing.EXPORTED, {f"All {found:,}": every})
        exports("audit", listing.AUDIT, {"Every event": partial(read.rows, "corrections/audit")}, "Export the audit")
    return draw_sheet(listing.corrections_table(shown, order, screen, screens), key="corrections") or widened


def _watch(*, is_moving: bool) -> None:
    """Follow what is being sent; while nothing is, nothing disturbs whoever writes a reason."""
    here = running()
    if is_moving or here.worker.is_on_duty(duty.NAME):
        watch(lambda: f"{reader(here.store).version}/{here.worker.is_on_duty(duty.NAME)}")


def _follow(opened: str | None) -> None:
    if opened and is_here(opened):
        go(opened)
    elif opened:
        name, _, value = opened.partition("=")
        to = account if name == "account" else discrepancies
        st.switch_page(to.page(), query_params={name: value})


def _to_list() -> None:
    st.query_params.pop("correction", None)


if __name__ == "__main__":
    hand_over()
