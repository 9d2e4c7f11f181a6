"""The invoices behind a sum on the page of collections: those the address narrows them to."""

from functools import partial

import streamlit as st

from ui import reporting
from ui.collections import behind
from ui.export_totals import totals_of
from ui.exports import exports
from ui.failing import show_nothing
from ui.reading import Reader
from ui.screens import chosen_screen
from ui.sheet import draw_sheet
from ui.text import day
from ui.wording import _

_ROWS_A_SCREEN = 50
_ROWS_AN_EXPORT = 100_000


def draw_invoices(read: Reader, together: str) -> str | None:
    """Draw them; returns the link that was followed just now, if any."""
    chosen = {name: st.query_params.get(name, "") for name in (*behind.CHOICES, "owner", "currency")}
    asked = {"account" if name == "of" else name: value for name, value in chosen.items()}
    ask = partial(reporting.reported, read, together, "collections/open_invoices", as_of=read.today, **asked)
    first = ask(row_limit=1)
    if not first:
        show_nothing(_("No invoice is behind it"), _("It may have been paid since."))
        return None
    screens = -(-first[0]["count_all"] // _ROWS_A_SCREEN)
    screen = chosen_screen(screens)
    rows = ask(row_limit=_ROWS_A_SCREEN, row_offset=(screen - 1) * _ROWS_A_SCREEN)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(behind.sum_told(rows, chosen))
        every = partial(ask, row_limit=_ROWS_AN_EXPORT)
        said = ((_("As of"), day(read.today)), (_("Filters"), behind.sum_told(rows, chosen)))
        exports("open-invoices", behind.COLUMNS, {_("Every invoice"): every}, totals=totals_of(behind.COLUMNS, said))
    return draw_sheet(behind.invoices_table(rows, (screen, screens)), key="open-invoices")
