"""The sidebar of every page: how fresh both systems are, and a pull that can be asked for and watched."""

from collections.abc import Callable
from typing import Protocol

import streamlit as st

from queries.run import records
from queries.store import Store
from ui.text import ago, plain


class Part(Protocol):
    """One resource of a pull, as far as the sidebar shows it."""

    @property
    def system(self) -> str: ...
    @property
    def resource(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def received(self) -> int: ...
    @property
    def is_over(self) -> bool: ...


class Progress(Protocol):
    """How far a pull has come."""

    @property
    def running(self) -> bool: ...
    @property
    def fraction(self) -> float: ...
    @property
    def message(self) -> str: ...
    @property
    def resources(self) -> tuple[Part, ...]: ...


def draw_sidebar(store: Store, progress: Callable[[], Progress], request: Callable[[], None], *, is_demo: bool) -> None:
    """Freshness, the button that asks for a pull, and how it goes."""
    with st.sidebar:
        st.markdown("### Tieout")
        if is_demo:
            st.caption("Demo on a made-up company")
        st.button("Sync now", icon=":material/sync:", on_click=request, width="stretch")
        if progress().running:
            st.fragment(_watch, run_every=1)(store, progress)
        else:
            _freshness(store, progress().message)


def _watch(store: Store, progress: Callable[[], Progress]) -> None:
    """Redraws itself while a pull runs; draws the page anew when it is over."""
    now = progress()
    if not now.running:
        st.rerun()
    st.progress(now.fraction, text="Syncing")
    for part in [one for one in now.resources if not one.is_over and one.stage != "waiting"]:
        st.caption(f"{part.system.capitalize()} {part.resource.replace('_', ' ')}: {part.stage}, {part.received:,}")
    _freshness(store, "")


def _freshness(store: Store, message: str) -> None:
    found = {row["system"]: row for row in records(store, "health/freshness")}
    for system in ("firmao", "ordway"):
        row = found.get(system)
        st.caption(f"{system.capitalize()}: synced {ago(row['pulled_at']) if row else 'never'}")
    if message:
        st.warning(plain(message), icon=":material/warning:")
