"""Drawing pages the way a browser asks for them, in a process of its own:
`python -m benchmarks.pages.drawing FILE --accounts 100000 --rounds 20 [--only Accounts]`.

Prints one line of JSON a drawing. Every drawing is the first one of a new session, frame and sidebar included; what is
measured is the run of the script alone, without the thread that it runs in and what a test harness makes of it.
"""

import argparse
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import streamlit as st
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import ui.reading
import ui.sidebar
from app import keep_what_is_loaded
from benchmarks.pages.cases import CASES, Case
from benchmarks.reconcile.store import DAY
from corrections import duty
from queries.migrate import migrate
from queries.room import room_of_app
from queries.run import records
from queries.store import connect
from sync.running import HOST, Running, running
from sync.settings import load_settings
from sync.worker import PullWorker
from ui.lately import lately
from ui.ready import make_ready, make_ready_for_every_page

EMPTY = "An empty page"
# The same work each time, done before every page: what it takes tells how fast the machine was just then.
YARDSTICK = "The machine itself"
_MEASURED_BY = """
select max(found) from (select range % 10007 as number, count(*) as found from range(1000000) group by number)
"""
_LONGEST = 60
# What is put in place of: the run of a script from its beginning to its end, the day of the pages, and the
# version of the data they show.
_RUN, _TODAY, _VERSION = "_run_script", "today", "version"


class _Changes:
    """How often the data seem to have changed: whatever is pulled, decided or reconciled makes pages read them anew."""

    def __init__(self) -> None:
        self._count = 0
        self._version = ui.reading.version

    def begin(self) -> None:
        """From now on pages of this process ask here which version of the data they show."""
        for module in (ui.reading, ui.sidebar):
            setattr(module, _VERSION, lambda store: f"{self._version(store)}/{self._count}")

    def change(self) -> None:
        self._count += 1
        st.cache_data.clear()


_CHANGES = _Changes()


def _change() -> None:
    """Data changed, and no page was looked at lately: the worker made ready what every page needs and nothing else."""
    _CHANGES.change()
    make_ready_for_every_page(running().store, threading.Event())
    lately.cache_clear()


def _change_and_make_ready() -> None:
    """Data changed, and the worker asked again what the page drawn last had asked."""
    _CHANGES.change()
    make_ready(running().store, threading.Event())


# What is kept from before when a page is drawn.
KEPT: dict[str, Callable[[], None]] = {
    "nothing": _change,
    "made ready": _change_and_make_ready,
    "queue": st.cache_data.clear,
    "answers": lambda: None,
}


@dataclass(frozen=True)
class Drawing:
    """One run of a page's script, in milliseconds of the clock and of the processor, and what was kept from before."""

    title: str
    kept: str
    wall: float
    cpu: float


class PageFailedError(RuntimeError):
    """A page could not be drawn, so its time says nothing."""


class _Stopwatch:
    """Adds up the runs of a script; a page may lead to another one."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def __enter__(self) -> "_Stopwatch":
        self._run = getattr(ScriptRunner, _RUN)
        setattr(ScriptRunner, _RUN, lambda runner, asked: self._timed(runner, asked))
        return self

    def __exit__(self, *_: object) -> None:
        setattr(ScriptRunner, _RUN, self._run)

    def _timed(self, runner: ScriptRunner, asked: Any) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        self._run(runner, asked)
        self.wall += (time.perf_counter() - wall) * 1000
        self.cpu += (time.process_time() - cpu) * 1000


def drawings(accounts: int, rounds: int, only: str) -> Iterator[Drawing]:
    """Every page drawn in turn, as often as there are rounds, so that a change of the machine's load meets all.

    The first round warms up: what is imported and compiled once is not counted.
    """
    found = [row["discrepancy_id"] for row in records(running().store, "discrepancies/page", as_of=DAY, row_limit=500)]
    for at in range(rounds + 1):
        number, discrepancy = 1 + at * 7919 % (accounts - 1), found[at * 79 % len(found)]
        drawn = [_drawn(EMPTY, "nothing", AppTest.from_function(_empty))]
        for one in CASES:
            if one.title.startswith(only):
                drawn += [_yardstick(), *_case(one, number, discrepancy)]
        yield from drawn if at else ()


def _yardstick() -> Drawing:
    with duckdb.connect(config={"threads": 1}) as aside:
        wall, cpu = time.perf_counter(), time.process_time()
        aside.execute(_MEASURED_BY)
        return Drawing(YARDSTICK, "nothing", (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def _case(case: Case, number: int, discrepancy: str) -> Iterator[Drawing]:
    for kept, forget in KEPT.items():
        session = AppTest.from_function(_app, default_timeout=_LONGEST)
        session._page_hash = calc_hash(case.page)
        for name, value in case.address(number, discrepancy).items():
            session.query_params[name] = value
        forget()
        yield _drawn(case.title, kept, session)


def _drawn(title: str, kept: str, session: AppTest) -> Drawing:
    with _Stopwatch() as watch:
        session.run()
    if session.exception or session.error:
        raise PageFailedError(f"{title}: {[one.value for one in (*session.exception, *session.error)]}")
    return Drawing(title, kept, watch.wall, watch.cpu)


def _app() -> None:
    # Beside app.py lies pages/, which the harness, unlike the app's lifespan, lets Streamlit serve file by file.
    from app import frame

    frame()


def _empty() -> None:
    import streamlit as st

    st.set_page_config(page_title="Empty", layout="wide")
    st.title("Empty")


def _open(file: Path) -> None:
    """What a running app holds, with a worker that never starts, on the day that the store was made for."""
    settings = load_settings()
    store = connect(str(file), holder="a benchmark", memory_limit=room_of_app())
    migrate(store)
    worker = PullWorker(store, settings)
    worker.add_duty(duty.NAME, duty.sending(store, settings))
    HOST.running = Running(settings, store, worker)
    setattr(ui.reading, _TODAY, lambda: DAY)
    _CHANGES.begin()
    keep_what_is_loaded()


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="how the titles of the cases begin")
    told = parser.parse_args()
    _open(told.file)
    for one in drawings(told.accounts, told.rounds, told.only):
        print(json.dumps(asdict(one)), flush=True)


if __name__ == "__main__":
    main()
