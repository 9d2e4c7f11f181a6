"""What commission would be under a changed plan, beside what it is. Nothing of it is kept."""

from functools import partial
from typing import Any

import streamlit as st

from sync.running import running
from ui.commission import what_if
from ui.commission.statement import back
from ui.exports import Totals, exports
from ui.failing import show_nothing
from ui.figures import line
from ui.reading import Reader
from ui.sheet import draw_sheet
from ui.wording import _

SHOWN = "what-if"
_MOST_LINES = 200
ROWS_AN_EXPORT = 100_000


def draw_what_if(read: Reader, own: str | None) -> str | None:
    """The fields of the plan and what it would change; the link that was followed just now, if any."""
    went_back = draw_sheet(back(), key="back")
    plans = running().settings.policy.terms.reckoning.commission.plans
    asked = what_if.asked(plans, [] if own else read.rows("commission/reps"))
    if asked.wrong or not asked.is_any:
        told = asked.wrong or _("Say a rate, a trigger or a hold: what it would change is told beside what is.")
        show_nothing(_("Nothing is changed yet"), told)
        return went_back
    rep = st.query_params.get("rep", "") if own is None else own
    narrowed = {"as_of": read.today, "rep": rep, **asked.params()}
    summed = read.rows("commission/what_if", **narrowed)
    draw_sheet(what_if.totals_table(summed), key="totals")
    draw_sheet(what_if.summed_table(summed), key="summed")
    exports(
        "commission-what-if",
        what_if.SUMMED,
        {_("By state"): lambda: what_if.exported(summed)},
        totals=Totals(what_if.TOTALS, lambda _rows: what_if.exported_totals(summed)),
    )
    opened = _draw_lines(read, narrowed) if rep else None
    return went_back or opened


def _draw_lines(read: Reader, narrowed: dict[str, Any]) -> str | None:
    """Line by line for one rep: of everybody's it would be all there are; the link that was followed, if any."""
    lines = read.rows("commission/what_if_lines", **narrowed, row_limit=_MOST_LINES)
    st.subheader(_("Lines that would change"), anchor=False)
    if not lines:
        draw_sheet(line(_("No line would change."), kind="note"), key="lines")
        return None
    opened = draw_sheet(what_if.lines_table(lines), key="lines")
    asked = partial(read.rows, "commission/what_if_lines", **narrowed, row_limit=ROWS_AN_EXPORT)
    exports("commission-what-if-lines", what_if.LINES, {_("All lines"): lambda: what_if.exported(asked())})
    return opened
