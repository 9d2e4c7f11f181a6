"""A large piece of work is given more of the machine, for as long as it lasts."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from queries.room import room_of_app
from queries.store import Cursor, Store, connect

_connect = duckdb.connect
_ALLOWED = "select current_setting('memory_limit'), current_setting('threads')"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that may use little."""
    opened = connect(str(tmp_path / "tieout.duckdb"), holder="a test", memory_limit="64MB")
    yield opened
    opened.close()


def keep_much(cursor: Cursor) -> None:
    """A million texts in a temporary table: more than the little memory holds."""
    cursor.run(
        "create or replace temp table wide as select i, repeat(i::varchar, 20) as text from range(1000000) as t(i)"
    )


def allowed(store: Store) -> tuple[str, int]:
    """The limit of memory as DuckDB tells it, and the threads."""
    with store.cursor() as cursor:
        return cursor.rows(_ALLOWED)[0]


@pytest.mark.parametrize(
    ("machines", "kept"), [("800MiB", 400 * 10**6), ("4GiB", 2**30 * 5 // 4), ("100GiB", 2 * 2**30)]
)
def test_an_app_keeps_a_quarter_of_the_memory_and_no_more_than_it_needs(
    monkeypatch: pytest.MonkeyPatch, machines: str, kept: int
) -> None:
    # DuckDB by itself takes four fifths of the machine's memory.
    monkeypatch.setattr(duckdb, "connect", lambda: _connect(config={"memory_limit": machines}))
    told = int(room_of_app().removesuffix("KiB")) * 2**10
    assert abs(told - kept) <= kept // 1000


def test_a_spacious_transaction_may_use_more_and_then_as_before(store: Store) -> None:
    before = allowed(store)
    with store.spacious_transaction():
        within = allowed(store)
    assert before == allowed(store) == ("61.0 MiB", 1)
    assert within[0].endswith("GiB")


@pytest.mark.parametrize("limit", ["64MB", "1300MiB", "1.9GiB", "1363148KiB"])
def test_it_is_as_before_however_often_that_is_done(tmp_path: Path, limit: str) -> None:
    store = connect(str(tmp_path / "often.duckdb"), holder="a test", memory_limit=limit)
    before = allowed(store)
    for _ in range(12):
        with store.spacious_transaction():
            assert allowed(store) != before
    assert allowed(store) == before
    store.close()


def test_it_is_as_before_after_a_failure_too(store: Store) -> None:
    before = allowed(store)
    with pytest.raises(RuntimeError), store.spacious_transaction():
        raise RuntimeError
    assert allowed(store) == before


def test_what_was_kept_in_memory_is_let_go_of(store: Store) -> None:
    with store.spacious_transaction() as cursor:
        keep_much(cursor)
    assert allowed(store) == ("61.0 MiB", 1)
