"""What a page is about to ask is answered meanwhile: with the same answer, once, and not beyond the drawing."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import ui.reading
from queries.errors import UnknownQueryError
from queries.migrate import migrate
from queries.run import records
from queries.store import Store, connect
from ui.reading import Row, reader

ASKED = ("home/health", "closing/months", "health/runs")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that nothing was pulled into."""
    opened = connect(str(tmp_path / "tieout.duckdb"), holder="a test")
    migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the store is asked."""
    names: list[str] = []

    def noted(store: Store, name: str, **params: Any) -> list[Row]:
        names.append(name)
        return records(store, name, **params)

    monkeypatch.setattr(ui.reading, "records", noted)
    return names


def test_what_is_answered_ahead_is_what_is_asked_and_is_asked_once(store: Store, asked: list[str]) -> None:
    read = reader(store)
    with read.ahead(*((name, {}) for name in ASKED)):
        answers = {name: read.rows(name) for name in ASKED}
    assert answers == {name: records(store, name) for name in ASKED}
    assert sorted(name for name in asked if name in ASKED) == sorted(ASKED)


def test_what_is_wrong_is_told_where_it_is_asked(store: Store) -> None:
    read = reader(store)
    with read.ahead(("home/health", {}), ("no/such", {})):
        assert read.rows("home/health")
        with pytest.raises(UnknownQueryError):
            read.rows("no/such")


def test_nothing_is_answered_once_the_page_is_drawn(store: Store, asked: list[str]) -> None:
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError), reader(store).ahead(*((name, {}) for name in ASKED * 20)):
        raise ZeroDivisionError
    told = len(asked)
    assert threading.active_count() == before
    assert len(asked) == told
