"""Data health: is what Tieout shows complete and fresh?"""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from queries.store import Store
from sync.running import running
from ui import tables
from ui.failing import show_nothing
from ui.marks import state_mark, system_mark, titled
from ui.reading import rows, table
from ui.text import ago, moment, plain, words

RUNS = {
    "started_at": tables.moment("Started (UTC)"),
    "finished_at": tables.moment("Ended (UTC)"),
    "started_by": tables.text("By"),
    "mode": tables.text("Mode"),
    "status": tables.text("Status"),
    "offered": tables.number("Offered"),
    "changed": tables.number("Changed"),
    "requests": tables.number("Requests"),
    "message": tables.text("Message"),
}
TIE_OUT = {
    "system": tables.text("System"),
    "resource": tables.text("List"),
    "is_tied_out": tables.flag("Tied out"),
    "received": tables.number("Received"),
    "repeated": tables.number("Repeated"),
    "inserted": tables.number("Inserted"),
    "updated": tables.number("Updated"),
    "unchanged": tables.number("Unchanged"),
    "quarantined": tables.number("Set aside"),
    "deleted": tables.number("Deleted"),
    "mode": tables.text("Read"),
    "finished_at": tables.moment("At (UTC)"),
    "note": tables.text("Note"),
}
MAPPING = {
    "meaning": tables.text("Meaning"),
    "count_records": tables.number("Records"),
    "count_filled": tables.number("Filled"),
    "samples": tables.text("Sample values"),
}


def page() -> StreamlitPage:
    """How the page is reached."""
    return st.Page(draw, title="Data health", icon=":material/monitor_heart:", url_path="health")


def draw() -> None:
    """Freshness, tie-out, quarantine, mapping and runs."""
    store = running().store
    titled("Data health", "Every record the systems offered is merged, unchanged or set aside; nothing is dropped.")
    tied = rows(store, "health/tie_out")
    if not tied:
        show_nothing("Nothing was pulled yet", "Press “Sync now” to pull the records of Firmao and Ordway.")
        return
    _freshness(store)
    open_counts = [row for row in tied if not row["is_tied_out"]]
    st.subheader("Counts tied out" if not open_counts else f"{len(open_counts)} lists do not tie out", anchor=False)
    tables.shown(table(store, "health/tie_out"), TIE_OUT, alt="Counts of each list, tied out")
    _quarantine(store)
    st.subheader("Custom fields and what they hold", anchor=False)
    tables.shown(table(store, "health/mapping"), MAPPING, alt="Custom fields with sample values")
    st.subheader("Pulls", anchor=False)
    tables.shown(table(store, "health/runs"), RUNS, alt="Pulls, the latest first")


def _freshness(store: Store) -> None:
    columns = st.columns(2)
    for column, row in zip(columns, rows(store, "health/freshness"), strict=False):
        with column.container(border=True):
            st.markdown(f"{system_mark(row['system'])} synced **{ago(row['pulled_at'])}**")
            st.caption(moment(row["pulled_at"]))


def _quarantine(store: Store) -> None:
    st.subheader("Set aside", anchor=False)
    held = rows(store, "health/quarantine")
    if not held:
        st.markdown(state_mark("done", "Every record could be read"))
    for row in held:
        title = f"{words(row['system'])} {row['resource']} {plain(row['record_id'])}: {plain(row['reason'])}"
        with st.expander(title, icon=":material/warning:"):
            st.caption(f"First seen {moment(row['first_seen_at'])}, last {moment(row['last_seen_at'])}")
            st.code(row["raw"], language="json", wrap_lines=True)
