"""The list of corrections: how many stand where, the batches under way, the filters, and a row each."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from corrections.batch_offers import for_batch, why_lasting
from pages._desk import desk
from pages._watching import watch_sending
from sync.running import running
from ui.actions import draw_actions
from ui.corrections import listing
from ui.corrections.batches import batch_told, batches_under_way
from ui.discrepancies.forms import draw_refusal
from ui.exports import exports
from ui.failing import show_nothing
from ui.marks import titled
from ui.reading import Reader
from ui.screens import chosen_screen
from ui.sheet import draw_sheet
from ui.text import figure
from ui.wording import _

ROWS_A_SCREEN = 50
# More than one export holds is found again with a narrower filter.
ROWS_AN_EXPORT = 100_000


def draw_list(read: Reader) -> str | None:
    """All of it; returns the link that was followed just now, if any."""
    titled(
        _("Corrections"), _("What is to be changed in Firmao and Ordway, who has to approve it, and what became of it.")
    )
    counted = read.rows("corrections/figures")
    if not counted:
        show_nothing(_("Nothing was corrected yet"), _("Open a discrepancy and choose where it is to be put right."))
        return None
    draw_sheet(listing.key_figures(counted), key="figures")
    filters = listing.chosen()
    opened = _batches(read, filters["batch"])
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        listing.draw_filters(read.rows("corrections/choices"))
    listed = _listed(read, filters)
    watch_sending(is_moving=any(row["standing"] == "running" for row in counted))
    return opened or listed


def _batches(read: Reader, chosen: str) -> str | None:
    """The batch in the address, with what may be done about it; else those that have not ended."""
    batches = read.rows("corrections/batches", batch=chosen)
    if chosen and batches:
        draw_sheet(batch_told(batches[0], why_lasting(desk(read), batches[0])), key="batch")
        draw_refusal()
        draw_actions(for_batch(desk(read), running().worker, batches[0]), chosen)
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
        show_nothing(
            _("No correction matches"), _("Take a filter away."), _("Show all corrections"), listing.show_everything
        )
        return widened
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(listing.found_line(counted))
        every = partial(asked, row_limit=ROWS_AN_EXPORT, row_offset=0)
        exports("corrections", listing.EXPORTED, {_("All {found}", found=figure(found)): every})
        exports(
            "audit", listing.AUDIT, {_("Every event"): partial(read.rows, "corrections/audit")}, _("Export the audit")
        )
    return draw_sheet(listing.corrections_table(shown, order, screen, screens), key="corrections") or widened
