"""The sidebar of every page: how fresh both systems are, and a pull that can be asked for and watched."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import streamlit as st

from queries.store import Store
from ui.access import draw_work_as
from ui.figures import facts, line
from ui.language import language
from ui.language_choice import draw_language_choice
from ui.marks import SYSTEMS, state_mark, system_mark
from ui.reading import Question, Row, rows_of_pulls, version
from ui.retelling.retold import retold_or_marked
from ui.search_box import draw_search_box
from ui.sheet import Node, draw_sheet, node
from ui.text import count, figure, since
from ui.wording import _, later

# What it asks of pulls.
_FRESHNESS: Question = ("health/freshness", {})
_LAST: Question = ("health/runs", {"row_limit": 1})
_MENU = Path(__file__).parent / "menu.css"
# Seconds between two looks at the worker: while a pull runs, and while none does.
_WATCHING, _RESTING = 1, 5


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
    def announced(self) -> int | None: ...
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
    def resources(self) -> Sequence[Part]: ...


Look = Callable[[], Progress]


def draw_sidebar(store: Store, look: Look, request: Callable[[], None], *, is_demo: bool) -> None:
    """Freshness, the button that asks for a pull, and how it goes."""
    st.html(_MENU)
    is_running = look().running
    with st.sidebar:
        draw_search_box("sidebar")
        if is_demo:
            st.caption(_("Demo with a made-up company"))
            draw_work_as()
        watch = st.fragment(_watch, run_every=_WATCHING if is_running else _RESTING)
        watch(store, look, _state(version(store), is_running))
        label = _("Syncing") if is_running else _("Sync now")
        st.button(label, icon=":material/sync:", on_click=request, disabled=is_running, width="stretch", key="sync")
        draw_language_choice(store)


def ask_for_sidebar(store: Store, pulled: str) -> None:
    """Have the answers kept that the sidebar of whatever is drawn next asks, of the `version` that pulls left."""
    for question in (_FRESHNESS, _LAST):
        _asked(store, pulled, question)


def _asked(store: Store, pulled: str, question: Question) -> list[Row]:
    name, params = question
    return rows_of_pulls(store, pulled, name, **params)


def _watch(store: Store, look: Look, drawn: str) -> None:
    """Looks again by itself; draws the whole page anew when a pull began or ended, here or in another tab."""
    now, pulled = look(), version(store)
    if _state(pulled, now.running) != drawn:
        st.rerun()
    told = _progress(now) if now.running else _last(store, pulled, now)
    draw_sheet(node("div", _freshness(store, pulled), *told, lang=language()), key="pull")


def _state(pulled: str, is_running: bool) -> str:
    """Stays the same while a pull merges one resource after the other, so that pages are not drawn anew each time."""
    return "running" if is_running else pulled


def _freshness(store: Store, pulled: str) -> Node:
    at = {row["system"]: row["pulled_at"] for row in _asked(store, pulled, _FRESHNESS)}
    return facts([(name, since(at.get(system))) for system, name in SYSTEMS.items()])


def _last(store: Store, pulled: str, now: Progress) -> list[Node]:
    """How the last pull ended, in words."""
    run = next(iter(_asked(store, pulled, _LAST)), None)
    if run is None:
        return [line(_("Nothing was synced yet."), kind="note")]
    words = _(
        "{records} changed, {offered} offered",
        records=count(int(run["changed"]), "record"),
        offered=figure(int(run["offered"])),
    )
    told = [
        retold_or_marked(now.message or run["message"] or ""),
        _("Data health shows all of it.") if run["status"] == "failed" else "",
    ]
    return [
        line(state_mark(run["status"], _(_OUTCOMES.get(run["status"], ""))), kind="line"),
        line(words, kind="note"),
        *(line(said, kind="note short") for said in told if said),
    ]


_OUTCOMES = {
    "done": later("Last sync done"),
    "quarantined": later("Done, some records set aside"),
    "failed": later("Last sync failed"),
    "interrupted": later("Last sync was interrupted"),
}


def _progress(now: Progress) -> list[Node]:
    """A bar for the whole pull, and one for each list being read."""
    over = sum(part.is_over for part in now.resources)
    busy = [part for part in now.resources if not part.is_over and part.stage != "waiting"]
    if over == len(now.resources):
        return [node("div", _bar(_("Reconciling what changed"), 0, 0), kind="progress")]
    whole = _bar(_("{number} of {all} lists", number=over, all=len(now.resources)), over, len(now.resources))
    return [node("div", whole, *(_part(part) for part in busy), kind="progress")]


def _part(part: Part) -> Node:
    of = " " + _("of {number}", number=figure(part.announced)) if part.announced else ""
    name = _(part.resource.replace("_", " "))
    words = f"{name}, {_(part.stage)}: {figure(part.received)}{of}"
    return _bar(words, part.received, part.announced or 0, system_mark(part.system))


def _bar(words: str, value: int, most: int, *marks: Node) -> Node:
    """A bar with its words; without a known end it only says that something is under way."""
    known = {"value": str(min(value, most)), "max": str(most)} if most else {}
    return node("div", node("p", *marks, words), node("progress", label=words, **known))
