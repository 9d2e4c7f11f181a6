"""What a page says ahead that it will ask is what it asks: anything else would be answered for nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import ui.reading
from queries.reconcile.run import reconcile
from queries.reporting import Reporting, set_rates
from queries.run import records
from sandbox.company import make_world
from sandbox.serving import serve
from sync.running import HOST, Running, running
from sync.worker import PullWorker
from tests.queries.conftest import pulled_into
from tests.sync.conftest import settings_for
from ui.opening import asked_as_pages_open
from ui.reading import Question, Reader, Row, reader
from ui.revenue.words import VIEWS

DAY = date(2026, 11, 23)
RATES = Reporting("PLN", {date(2024, 1, 2): {"EUR": Decimal("4.25"), "USD": Decimal("3.66")}})
_PATIENCE = 120
_DRAWN = [
    ("", {}),
    ("discrepancies", {}),
    ("month-end", {}),
    ("collections", {}),
    ("collections", {"stage": "final", "currency": "PLN", "page": "1"}),
    ("collections", {"owner": "nobody", "action": "escalate"}),
    ("collections", {"money": "all"}),
    ("collections", {"view": "aging", "currency": "EUR"}),
    ("collections", {"view": "cash", "owner": "a.kos@sprzedawca.example"}),
    ("collections", {"view": "days"}),
    *(("revenue", {"show": view}) for view in VIEWS),
    ("revenue", {"show": "retention", "currency": "PLN", "months": "24", "cut": "industry"}),
]
Asked = set[tuple[str, tuple[tuple[str, Any], ...]]]


@pytest.fixture(scope="module", autouse=True)
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The app runs on the made-up company, on the day that this was made for, with a worker that never starts."""
    world, folder = make_world(7, 60, DAY), tmp_path_factory.mktemp("ahead")
    with serve(world) as sandbox, pulled_into(folder, world) as store, pytest.MonkeyPatch.context() as patch:
        reconcile(store, DAY)
        with store.transaction() as cursor:
            set_rates(cursor, RATES)
        settings = settings_for(sandbox, folder / "tieout.duckdb")
        patch.setattr(HOST, "running", Running(settings, store, PullWorker(store, settings)))
        patch.setattr(ui.reading, "today", lambda: DAY)
        yield


def _app() -> None:
    from app import frame

    frame()


def _told(name: str, params: dict[str, Any]) -> tuple[str, tuple[tuple[str, Any], ...]]:
    return name, tuple(sorted(params.items()))


def _noted(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What pages ask from now on."""
    asked: Asked = set()
    answered = Reader.rows

    def rows(read: Reader, name: str, **params: Any) -> list[Row]:
        asked.add(_told(name, params))
        return answered(read, name, **params)

    monkeypatch.setattr(Reader, "rows", rows)
    return asked


def _opened(page: str, chosen: dict[str, str]) -> None:
    session = AppTest.from_function(_app, default_timeout=_PATIENCE)
    session._page_hash = calc_hash(page)
    for name, value in chosen.items():
        session.query_params[name] = value
    session.run()
    assert not session.exception


def _said_ahead(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What pages say ahead from now on, and nobody answers."""
    said: Asked = set()

    @contextmanager
    def ahead(_read: Reader, *questions: Question) -> Iterator[None]:
        said.update(_told(name, params) for name, params in questions)
        yield

    monkeypatch.setattr(Reader, "ahead", ahead)
    return said


@pytest.mark.parametrize(("page", "chosen"), _DRAWN)
def test_what_is_said_ahead_is_asked(monkeypatch: pytest.MonkeyPatch, page: str, chosen: dict[str, str]) -> None:
    said, asked = _said_ahead(monkeypatch), _noted(monkeypatch)
    _opened(page, chosen)
    assert said, "nothing was said ahead"
    assert said <= asked, said - asked


def test_what_a_discrepancy_says_ahead_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    said, asked = _said_ahead(monkeypatch), _noted(monkeypatch)
    by_rule = {row["rule"]: row["discrepancy_id"] for row in records(running().store, "discrepancies/page", as_of=DAY)}
    assert len(by_rule) > 5
    for found in by_rule.values():
        _opened("discrepancies", {"discrepancy": found})
    assert len(said) == 2 * len(by_rule)
    assert said <= asked, said - asked


def test_what_is_answered_for_pages_that_open_is_asked_as_they_do(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {_told(name, params) for name, params in asked_as_pages_open(reader(running().store))}
    asked = _noted(monkeypatch)
    for page, view in (("", ""), ("collections", ""), ("revenue", ""), ("revenue", "cash")):
        _opened(page, {"show": view} if view else {})
    assert len(said) > 6
    assert said <= asked, said - asked
