"""Drawing pages the way a browser asks for them, in a process of its own:
`python -m benchmarks.pages.drawing FILE --accounts 100000 --rounds 20 [--only Accounts]`.

Prints one line of JSON a drawing. Every drawing is the first one of a new session, frame and sidebar included; what is
measured is the run of the script alone, without the thread that it runs in and what a test harness makes of it.
"""

import argparse
import json
import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import ui.reading
import ui.sidebar
from app import keep_what_is_loaded
from benchmarks.pages.cases import CASES, Case
from benchmarks.pages.machine import YARDSTICK, calm
from benchmarks.reconcile.store import DAY
from corrections import duty
from queries.migrate import migrate
from queries.room import room_of_app
from queries.run import records
from queries.store import Store, connect
from sync.running import HOST, Running, running
from sync.settings import load_settings
from sync.worker import PullWorker
from ui.lately import lately
from ui.reading import Row
from ui.ready import make_ready, make_ready_for_every_page

EMPTY = "An empty page"
_LONGEST = 60
# So many rounds are drawn for each that is wanted, where the machine is disturbed.
_PATIENCE = 2
# What is put in place of: the run of a script from its beginning to its end, the day of the pages, and the
# version of the data they show.
_RUN, _TODAY, _VERSION, _ASK = "_run_script", "today", "version", "records"
# The version is looked at anew each time.
_NEVER_REMEMBERED = "health/version"


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


class _Answered:
    """What the worker answered before, told again when data only seem to have changed: no drawing waits for that."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], list[Row]] = {}

    @contextmanager
    def remembered(self) -> Iterator[None]:
        ask = getattr(ui.reading, _ASK)
        setattr(ui.reading, _ASK, lambda store, name, **params: self._answer(ask, store, name, params))
        try:
            yield
        finally:
            setattr(ui.reading, _ASK, ask)

    def _answer(self, ask: Callable[..., list[Row]], store: Store, name: str, params: dict[str, Any]) -> list[Row]:
        asked = name, repr(sorted(params.items()))
        if name == _NEVER_REMEMBERED:
            return ask(store, name, **params)
        if asked not in self._told:
            self._told[asked] = ask(store, name, **params)
        return self._told[asked]


def _make_ready_for_every_page() -> None:
    with _ANSWERED.remembered():
        make_ready_for_every_page(running().store, threading.Event())


def _change() -> None:
    """Data changed, and no page was looked at lately: the worker made ready what every page needs and nothing else."""
    _CHANGES.change()
    _make_ready_for_every_page()
    lately.cache_clear()


def _change_and_make_ready() -> None:
    """Data changed, and the worker asked again what the page drawn last had asked."""
    _CHANGES.change()
    _make_ready_for_every_page()
    make_ready(running().store, threading.Event())


_ANSWERED = _Answered()


# What is kept from before when a page is drawn.
KEPT: dict[str, Callable[[], None]] = {
    "nothing": _change,
    "made ready": _change_and_make_ready,
    "queue": st.cache_data.clear,
    "answers": lambda: None,
}


# What the aim is for is drawn in every round, the rest in one of so many.
JUDGED = ("nothing", "answers")
_SELDOM = 4


@dataclass(frozen=True)
class Drawing:
    """One run of a page's script, in milliseconds of the clock and of the processor, and what was kept from before.

    `machine` are the milliseconds that the same work took, the slower of right before and right after.
    """

    title: str
    kept: str
    wall: float
    cpu: float
    machine: float


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


def drawings(accounts: int, rounds: int, only: str, minutes: float) -> Iterator[Drawing]:
    """Every page drawn in turn, so that a change of the machine's load meets all, until each was drawn in so many
    rounds while nobody disturbed the machine, though at most `_PATIENCE` times as often and no round is begun after so
    many minutes; a quarter as often with what the aim is not for.

    The first round warms up: what is imported and compiled once is not counted.
    """
    found = [row["discrepancy_id"] for row in records(running().store, "discrepancies/page", as_of=DAY, row_limit=500)]
    cases = [one for one in CASES if one.title.startswith(only)]
    drawn: list[Drawing] = []
    end = time.monotonic() + minutes * 60
    for at in range(rounds * _PATIENCE + 1):
        enough = _drawn_enough(drawn, rounds)
        number, discrepancy = 1 + at * 7919 % (accounts - 1), found[at * 79 % len(found)]
        now = [_drawn(EMPTY, "nothing", AppTest.from_function(_empty))]
        for case in cases:
            now += [_of_case(case, kept, number, discrepancy) for kept in KEPT if (case.title, kept) not in enough]
        if at and len(now) == 1:
            return
        yield from now if at else ()
        drawn += now if at else []
        if time.monotonic() > end:
            return


def _drawn_enough(drawn: Sequence[Drawing], rounds: int) -> set[tuple[str, str]]:
    wanted = {kept: rounds if kept in JUDGED else math.ceil(rounds / _SELDOM) for kept in KEPT}
    counts = Counter((one.title, one.kept) for one in calm(drawn))
    return {(title, kept) for (title, kept), count in counts.items() if count >= wanted[kept]}


def _of_case(case: Case, kept: str, number: int, discrepancy: str) -> Drawing:
    session = AppTest.from_function(_app, default_timeout=_LONGEST)
    session._page_hash = calc_hash(case.page)
    for name, value in case.address(number, discrepancy).items():
        session.query_params[name] = value
    KEPT[kept]()
    return _drawn(case.title, kept, session)


def _drawn(title: str, kept: str, session: AppTest) -> Drawing:
    before = YARDSTICK.take()
    with _Stopwatch() as watch:
        session.run()
    if session.exception or session.error:
        raise PageFailedError(f"{title}: {[one.value for one in (*session.exception, *session.error)]}")
    return Drawing(title, kept, watch.wall, watch.cpu, max(before, YARDSTICK.take()))


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
    parser.add_argument("--minutes", type=float, default=120, help="after so many no further round is begun")
    parser.add_argument("--only", default="", help="how the titles of the cases begin")
    told = parser.parse_args()
    _open(told.file)
    for one in drawings(told.accounts, told.rounds, told.only, told.minutes):
        print(json.dumps(asdict(one)), flush=True)


if __name__ == "__main__":
    main()
