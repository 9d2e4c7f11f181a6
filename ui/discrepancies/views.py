"""The views of the queue: those everybody has, with how many each holds, and those one keeps for oneself."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from queries.errors import QueryError
from queries.ledger.own_views import forget_view, keep_view
from queries.run import records
from queries.store import Store
from ui.access import decider
from ui.address import to_choices
from ui.discrepancies.filters import CHOICES
from ui.failing import show_failure
from ui.reading import Row
from ui.retelling.retold import retold
from ui.sheet import Node, draw_sheet, link, node
from ui.text import figure, weekday
from ui.wording import _, later

# What a view keeps of the address besides the filters.
_KEPT = (*CHOICES, "sort", "turned")
_REFUSED, _KEEPING = "view-refused", "views-kept"
_LABELS = {
    "open": later("Everything open"),
    "mine": later("Mine"),
    "unassigned": later("Unassigned"),
    "over": later("Over the limit"),
    "overdue": later("Overdue"),
    "week": later("Due this week"),
    "changed": later("Changed since {day}"),
}


def draw_views(store: Store, counted: Sequence[Row]) -> str | None:
    """A link to each view, for a horizontal container, and what keeps and forgets one's own.

    Returns the link that was followed just now, if any.
    """
    own = records(store, "discrepancies/own_views", who=decider().name)
    opened = draw_sheet(_links(counted, own), key="views")
    with st.popover(_("My views"), type="tertiary", key=f"my-views-{_round()}", on_change="rerun"):
        _draw_keeping(store, own)
    if refused := st.session_state.pop(_REFUSED, ""):
        show_failure(retold(refused))
    return opened


def _links(counted: Sequence[Row], own: Sequence[Row]) -> Node:
    shared = [
        _link(f"{_(_LABELS[row['view']], day=weekday(row['since']))} ", _chosen(row["view"]), figure(row["found"]))
        for row in counted
    ]
    kept = [_link(row["name"], dict(parse_qsl(row["address"])), "") for row in own]
    return node("nav", *shared, *kept, kind="views", label=_("Views"))


def _chosen(view: str) -> dict[str, str]:
    """The filters of a view that everybody has."""
    return {
        "open": {},
        "mine": {"owner": decider().name},
        "unassigned": {"owner": "nobody"},
        "over": {"over": "1"},
        "overdue": {"due": "overdue"},
        "week": {"due": "week"},
        "changed": {"change": "any", "status": "all"},
    }[view]


def _link(label: str, chosen: Mapping[str, str], found: str) -> Node:
    address = to_choices(**chosen)
    here = "true" if _filters_of(chosen) == _filters_of(_here()) else ""
    shown = link(label, address, address, current=here)
    return [*shown, node("span", found, kind="count")] if found else shown


def _filters_of(chosen: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in chosen.items() if name in CHOICES}


def _here() -> dict[str, str]:
    return {name: st.query_params[name] for name in _KEPT if st.query_params.get(name)}


def _draw_keeping(store: Store, own: Sequence[Row]) -> None:
    with st.form(f"keep-view-{_round()}", border=False):
        st.text_input(_("Keep the filters and the order as"), key=f"view-name-{_round()}", max_chars=40)
        st.form_submit_button(_("Keep view"), on_click=_keep, args=(store,))
    for row in own:
        st.button(
            _("Forget “{name}”", name=row["name"]),
            key=f"forget-{row['name']}",
            on_click=_forget,
            args=(store, row["name"]),
        )


def _keep(store: Store) -> None:
    try:
        keep_view(store, decider(), st.session_state[f"view-name-{_round()}"], urlencode(_here()))
    except QueryError as refused:
        st.session_state[_REFUSED] = str(refused)
    else:
        st.session_state[_KEEPING] = _round() + 1


def _forget(store: Store, name: str) -> None:
    forget_view(store, decider(), name)


def _round() -> int:
    """Grows with every view that is kept, so that the form closes and is empty again."""
    return int(st.session_state.get(_KEEPING, 0))
