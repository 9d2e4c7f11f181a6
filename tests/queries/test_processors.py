"""Who needs all processors has them while it lasts, others with it, and then it is as before."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import queries.room
from queries.catalogue import names, query
from queries.run import records
from queries.store import Store, connect
from tests.stores import fresh_store

_NOW = "select current_setting('threads')"
MOMENT = 0.05
GIVEN = {"date": "2026-11-23", "varchar": "none"}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store with one processor and the memory for more, on a machine that has three."""
    monkeypatch.setattr(queries.room, "_processors", lambda: 3)
    monkeypatch.setattr(queries.room, "_LINGERS_SECONDS", MOMENT)
    opened = connect(str(tmp_path / "tieout.duckdb"), holder="a test", memory_limit="2GiB")
    yield opened
    opened.close()


def threads(store: Store) -> int:
    """How many the database uses now."""
    with store.cursor() as cursor:
        return int(cursor.value(_NOW))


def wait_until(store: Store, wanted: int) -> None:
    """Wait until it uses so many; the test fails where it never does."""
    end = time.monotonic() + 30
    while threads(store) != wanted:
        assert time.monotonic() < end
        time.sleep(MOMENT / 5)


def test_they_are_let_go_of_a_moment_later(store: Store) -> None:
    with store.room.all_processors():
        assert threads(store) == 3
    assert threads(store) == 3
    wait_until(store, 1)


def test_the_last_who_needs_them_lets_go(store: Store) -> None:
    with store.room.all_processors():
        with store.room.all_processors():
            pass
        time.sleep(MOMENT * 3)
        assert threads(store) == 3
    wait_until(store, 1)


def test_large_work_beside_it_keeps_them(store: Store) -> None:
    with store.room.more():
        with store.room.all_processors():
            pass
        time.sleep(MOMENT * 3)
        assert threads(store) == 3
    assert threads(store) == 1


def test_an_error_inside_lets_go(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.room.all_processors():
        raise ZeroDivisionError
    wait_until(store, 1)


def test_no_more_than_there_is_memory_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries.room, "_processors", lambda: 32)
    little = connect(str(tmp_path / "little.duckdb"), holder="a test", memory_limit="400MB")
    with little.room.all_processors():
        assert threads(little) == 1
    little.close()


def test_a_store_is_let_go_of_though_they_were_needed_just_now(tmp_path: Path) -> None:
    opened = connect(str(tmp_path / "tieout.duckdb"), holder="a test", memory_limit="2GiB")
    with opened.room.all_processors():
        pass
    opened.close()
    time.sleep(MOMENT * 2)
    assert not [one for one in threading.enumerate() if isinstance(one, threading.Timer)]


@pytest.mark.parametrize("name", [one for one in names() if query(one).by_all_processors])
def test_a_query_that_says_so_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    filled = fresh_store(tmp_path / "tieout.duckdb")
    asked: list[str] = []
    monkeypatch.setattr(filled.room, "all_processors", lambda: _Noted(asked))
    given = {one.name: GIVEN[one.type] for one in query(name).parameters.values() if one.default is None}
    records(filled, name, **given)
    assert asked == ["begun", "done"]
    filled.close()


class _Noted:
    """Stands in for having all processors, and notes when."""

    def __init__(self, asked: list[str]) -> None:
        self._asked = asked

    def __enter__(self) -> None:
        self._asked.append("begun")

    def __exit__(self, *_: object) -> None:
        self._asked.append("done")
