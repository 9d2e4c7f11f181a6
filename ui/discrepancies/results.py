"""What became of a decision about several discrepancies: a row each, until it is put away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from ui.address import link_here
from ui.ledger import Parts, Row, column, ledger
from ui.marks import state_mark
from ui.sheet import Node, draw_sheet
from ui.text import count, figure
from ui.wording import _

_RESULTS = "decision-results"
_COLUMNS = (
    column("title", "Discrepancy", "main"),
    column("account_name", "Account", minor=True),
    column("is_changed", "Result", "state"),
)


@dataclass(frozen=True)
class _Results:
    """A decision in one word, such as `Assign`, with the rows it was about."""

    name: str
    rows: Sequence[Row]


def note_results(name: str, rows: Sequence[Row], changed: Mapping[str, bool]) -> None:
    """Have it told when the page is drawn what became of each; `changed` says by id whether it was not so before."""
    told = [{**row, "is_changed": changed.get(row["discrepancy_id"], False)} for row in rows]
    st.session_state[_RESULTS] = _Results(name, told)


def draw_results() -> str | None:
    """What the decision made last did, if it was not put away; returns the link followed just now, if any."""
    told = st.session_state.get(_RESULTS)
    if not isinstance(told, _Results):
        return None
    changed = sum(row["is_changed"] for row in told.rows)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                _(
                    "**{name}:** {number} of {discrepancies}",
                    name=told.name,
                    number=figure(changed),
                    discrepancies=count(len(told.rows), "discrepancy", "discrepancies"),
                )
            )
            st.button(_("Put away"), key="results-away", on_click=_put_away, type="tertiary")
        parts = Parts(cells={"title": _title, "is_changed": _result})
        return draw_sheet(ledger(told.rows, _COLUMNS, _("Results"), parts), key="results")


def _title(row: Row) -> Node:
    return link_here(f"{row['rule']} {_(row['title'])}", discrepancy=row["discrepancy_id"], record="")


def _result(row: Row) -> Node:
    return state_mark("done", _("Done")) if row["is_changed"] else state_mark("draft", _("Was so already"))


def _put_away() -> None:
    st.session_state.pop(_RESULTS, None)
