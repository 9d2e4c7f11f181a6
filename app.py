"""Tieout's app: opens the store, starts the worker, and draws the frame around every page.

`streamlit run app.py` and `uvicorn app:app` both serve it.
"""

import gc
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from corrections import duty
from pages import (
    account,
    accounts,
    closing,
    collections,
    commission,
    corrections,
    discrepancies,
    health,
    home,
    new_business,
    revenue,
    search,
)
from queries.store import Store
from sync.duties import Duty, Finished
from sync.notices import duty as notices
from sync.running import HOST, running
from ui import downloads
from ui.access import admitted, is_demo, know_people
from ui.failing import show_failure, show_not_started
from ui.hosting import SecurityHeaders, healthz
from ui.language import language, speaking
from ui.language_choice import take_over_language
from ui.ready import make_ready
from ui.returning import arrive, lead
from ui.search_box import asked_for
from ui.sidebar import draw_sidebar
from ui.wording import _
from ui.zone import know_zone

logger = logging.getLogger("tieout")
PICTURES = Path(__file__).parent / "ui"


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Hold the store and the worker for as long as the app is served."""
    # The folder is called pages/, which Streamlit would serve file by file, past this frame.
    PagesManager.uses_pages_directory = False
    try:
        here = HOST.start()
        here.worker.add_duty("pages", _making_ready(here.store))
        here.worker.add_duty(duty.NAME, duty.sending(here.store, here.settings))
        here.worker.add_duty(notices.NAME, notices.telling(here.store, here.settings))
    except Exception:
        logger.exception("The app could not start")
    keep_what_is_loaded()
    try:
        yield
    finally:
        HOST.stop()


def keep_what_is_loaded() -> None:
    """Leave what is imported by now out of every later collection of garbage, since none of it ever becomes any.

    A collection that walks it holds up the page that happens to be drawn by a tenth of a second.
    """
    gc.collect()
    gc.freeze()


def _making_ready(store: Store) -> Duty:
    def carry_out(_subjects: frozenset[str], stop: threading.Event) -> Finished:
        make_ready(store, stop)
        return Finished()

    return carry_out


def report(error: Exception) -> bool:
    """Log what went wrong in a page and show a calm sentence instead of a trace."""
    logger.error("A page failed", exc_info=error)
    show_failure(_("This page could not be drawn. The log of the app says why; the data are not affected."))
    return True


def frame() -> None:
    """The frame around every page, in the language of whoever looks."""
    if HOST.running:
        know_people(HOST.running.settings.policy.approval.people)
        know_zone(HOST.running.settings.policy.terms.reckoning.reporting.time_zone)
    take_over_language(HOST.running.store if HOST.running else None)
    with speaking(language()):
        draw_frame()


def draw_frame() -> None:
    """Settings of the browser tab, navigation, sidebar and the page itself."""
    st.set_page_config(page_title="Tieout", page_icon=str(PICTURES / "tieout.svg"), layout="wide")
    st.logo(str(PICTURES / "wordmark.svg"), size="large", icon_image=str(PICTURES / "tieout.svg"))
    shown = (
        home,
        accounts,
        discrepancies,
        closing,
        new_business,
        corrections,
        collections,
        commission,
        revenue,
        health,
    )
    pages = [*(one.page() for one in shown), account.page(), search.page(), home.page_by_its_name()]
    chosen = st.navigation(pages, position="sidebar" if HOST.running else "hidden")
    if HOST.running is None:
        show_not_started(HOST.failure)
        return
    here = running()
    draw_sidebar(here.store, here.worker.progress, here.worker.ask, is_demo=is_demo())
    if wanted := asked_for():
        lead(search.page(), search=wanted)
    arrive(chosen)
    with admitted():
        chosen.run()


if __name__ == "__main__":
    frame()
else:
    app = st.App(
        __file__,
        lifespan=lifespan,
        routes=[Route("/healthz", healthz(lambda: HOST.running is not None)), Route(downloads.ROUTE, downloads.answer)],
        middleware=[Middleware(SecurityHeaders)],
        on_script_error=report,
    )
