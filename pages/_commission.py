"""What the page of commission shows: the lines of a rep or of everybody, and how one of them comes about."""

from functools import partial

import streamlit as st

from queries.people import Right
from ui import reporting
from ui.access import decider, own_address
from ui.address import here
from ui.commission import filters as filtering
from ui.commission.course import draw_course
from ui.commission.figures import found_line, key_figures, reps_table
from ui.commission.lines import EXPORTED, TOTALS, exported, lines_table, totals, untold_table
from ui.commission.statement import ways
from ui.commission.trace import trace_sheet
from ui.commission.words import PROBLEMS
from ui.exports import Making, Totals, exports
from ui.failing import show_nothing
from ui.figures import line
from ui.reading import Reader, Row
from ui.screens import chosen_screen
from ui.sheet import draw_sheet
from ui.text import figure
from ui.wording import _

ROWS_A_SCREEN = 50
# More than one export holds is found again with a narrower filter.
ROWS_AN_EXPORT = 100_000
# No rep has such an address, so whoever is none sees nothing.
_NOBODY = "-"


def own_rep(read: Reader) -> str | None:
    """The only rep whose commission whoever works here may see; None where they may see everybody's."""
    if decider().may(Right.OVERSEE):
        return None
    found = read.first("commission/rep_of", who=own_address()) if decider().may(Right.EARN) else None
    return str(found["rep"]) if found else _NOBODY


def draw_all(read: Reader, own: str | None) -> str | None:
    """Figures, lines and what was released by month; returns the link that was followed just now, if any."""
    rates = read.rows("revenue/currencies", as_of=read.today)
    together = reporting.asked_for(rates)
    filters = filtering.chosen(own, together)
    reporting.draw_together(rates)
    summed = reporting.reported(read, together, "commission/summary", as_of=read.today, rep=filters.rep)
    currencies = [] if together else sorted({row["currency"] for row in summed if row["currency"]})
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        filtering.draw_filters(read.rows("commission/reps"), currencies, read.today, is_own=own is not None)
    narrowed = [row for row in summed if filters.currency in ("", row["currency"])]
    draw_sheet(key_figures(narrowed), key="figures")
    if together:
        draw_sheet(line(_("Lines stay in the currency that they are paid in."), kind="note"), key="paid-in")
    way = draw_sheet(ways(st.query_params.get("month", "")), key="ways")
    opened = _lines(read, filters, own)
    if narrowed:
        months = reporting.reported(read, together, "commission/months", as_of=read.today, **filters.whose)
        opened = draw_course(months, is_together=bool(together)) or opened
    return way or opened or (_everybody(read, narrowed) if own is None else None)


def _lines(read: Reader, filters: filtering.Filters, own: str | None) -> str | None:
    counted = read.rows("commission/line_count", as_of=read.today, **filters.asked())
    found = sum(row["found"] for row in counted)
    if not found:
        show_nothing(_("No line of commission matches"), _("Take a filter away, or look at another month."))
        return None
    screens = max(1, -(-found // ROWS_A_SCREEN))
    screen = chosen_screen(screens)
    asked = partial(read.rows, "commission/lines", as_of=read.today, **filters.asked())
    shown = asked(row_limit=ROWS_A_SCREEN, row_offset=(screen - 1) * ROWS_A_SCREEN)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(found_line(counted))
        choices: dict[str, Making] = {_("This screen"): lambda: exported(shown)} if screens > 1 else {}
        every = {_("All {found}", found=figure(found)): lambda: exported(asked(row_limit=ROWS_AN_EXPORT, row_offset=0))}
        exports("commission", EXPORTED, choices | every, totals=Totals(TOTALS, totals))
    return draw_sheet(lines_table(shown, (screen, screens), is_own=own is not None), key="lines")


def _everybody(read: Reader, summed: list[Row]) -> str | None:
    st.subheader(_("By rep"), anchor=False)
    addresses = {row["rep"]: here(rep=row["rep"], page="") for row in summed}
    opened = draw_sheet(reps_table(summed, addresses), key="reps") if summed else None
    untold = read.rows("commission/untold", as_of=read.today)
    if not untold:
        return opened
    st.subheader(_("Contracts without commission"), anchor=False)
    rows = [{**row, "why": _(PROBLEMS[row["problem"]])} for row in untold]
    return opened or draw_sheet(untold_table(rows), key="untold")


def draw_trace(read: Reader, own: str | None) -> str | None:
    """How the line in the address comes about; of somebody else's there is none to be seen."""
    rep = st.query_params.get("of", "") if own is None else own
    contract, invoice = st.query_params.get("contract", ""), st.query_params.get("invoice", "")
    withheld = read.rows("commission/withheld", as_of=read.today, contract=contract)
    # What such an invoice bills is told where its commission stands: with what is not invoiced.
    invoice = "" if invoice in {row["invoice_id"] for row in withheld} else invoice
    traced = read.first("commission/trace", as_of=read.today, contract=contract, rep=rep, invoice=invoice)
    if traced is None:
        show_nothing(
            _("There is no such line of commission"),
            _("The link is incomplete, it is another rep’s, or nothing of it stands today."),
            _("Show all commission"),
            _leave,
        )
        return None
    states = read.rows("commission/lines", as_of=read.today, rep=rep, contract=contract)
    own_states = [row for row in states if (row["invoice_id"] or "") == invoice]
    lines = read.rows("commission/trace_lines", contract=contract, invoice=invoice)
    cash = read.rows("commission/trace_cash", as_of=read.today, invoice=invoice)
    shown = st.query_params.get("show", "")
    return draw_sheet(trace_sheet(traced, own_states, lines, cash, withheld, shown), key="trace")


def _leave() -> None:
    for name in ("contract", "invoice", "of"):
        st.query_params.pop(name, None)
