"""After data changed, what was asked lately has its answer before anybody asks again, and it is the present one."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import ui.reading
from queries.extracts import EXTRACTS
from queries.extracts.accounts import ACCOUNTS
from queries.run import records
from queries.store import Store
from tests.stores import fresh_store
from ui.lately import Lately
from ui.reading import reader, rows_of_pulls, version
from ui.ready import make_ready

PULLED = """
insert into ledger.sync_run (run_id, started_by, mode, started_at, finished_at, status)
values ($run, 'app', 'full', $at, $at, 'done')
"""
RUNS = "health/runs"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store that nothing was pulled into."""
    opened = fresh_store(tmp_path / "tieout.duckdb")
    yield opened
    opened.close()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the queries that the store was asked, in order."""
    names: list[str] = []

    def noted(store: Store, name: str, **params: Any) -> list[dict[str, Any]]:
        names.append(name)
        return records(store, name, **params)

    monkeypatch.setattr(ui.reading, "records", noted)
    return names


def pull(store: Store, run: str) -> None:
    """A pull has ended."""
    with store.transaction() as cursor:
        cursor.run(PULLED, run=run, at="2026-11-01 08:00:00")


def test_a_drawing_looks_at_no_extract_until_data_change(store: Store, looked: list[str]) -> None:
    make_ready(store, threading.Event())
    looked.clear()
    reader(store).rows("accounts/count")
    assert not looked
    pull(store, "first")
    reader(store).rows("accounts/count")
    assert "accounts" in looked


def test_an_extract_that_could_not_be_told_is_looked_at_by_whoever_asks(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setitem(EXTRACTS, "accounts", replace(ACCOUNTS, keep="select error('out of range')"))
        make_ready(store, threading.Event())
    reader(store).rows("accounts/count")
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from recon.extract where name = 'accounts'") == 1


def test_what_was_told_before_extracts_were_made_ready_is_asked_anew(store: Store, asked: list[str]) -> None:
    # It may have been told from an extract of before, which a page shows while somebody else mends it.
    pull(store, "first")
    reader(store).rows("accounts/count")
    asked.clear()
    make_ready(store, threading.Event())
    assert "accounts/count" in asked
    asked.clear()
    reader(store).rows("accounts/count")
    assert "accounts/count" not in asked


def test_a_question_finds_the_present_answer(store: Store, asked: list[str]) -> None:
    assert reader(store).rows(RUNS) == []
    pull(store, "first")
    make_ready(store, threading.Event())
    asked.clear()
    assert [row["run_id"] for row in reader(store).rows(RUNS)] == ["first"]
    assert RUNS not in asked


def test_what_nobody_made_ready_is_asked_anew(store: Store, asked: list[str]) -> None:
    reader(store).rows(RUNS)
    make_ready(store, threading.Event())
    pull(store, "later")
    asked.clear()
    assert [row["run_id"] for row in reader(store).rows(RUNS)] == ["later"]
    assert RUNS in asked


def test_what_the_sidebar_asks_is_made_ready_though_nobody_asked_it_lately(store: Store, asked: list[str]) -> None:
    pull(store, "first")
    make_ready(store, threading.Event())
    asked.clear()
    assert [row["run_id"] for row in rows_of_pulls(store, version(store), RUNS, row_limit=1)] == ["first"]
    assert len(rows_of_pulls(store, version(store), "health/freshness")) == 2
    assert not {RUNS, "health/freshness"} & set(asked)


def test_what_was_asked_for_another_day_is_not_asked_again(store: Store, asked: list[str]) -> None:
    read = reader(store)
    read.rows("closing/months", as_of=read.today - timedelta(1))
    pull(store, "first")
    asked.clear()
    make_ready(store, threading.Event())
    assert "closing/months" not in asked


def test_only_the_latest_questions_are_remembered_and_none_for_long() -> None:
    few, short = Lately(at_most=2), Lately(seconds=0)
    for name in ("one", "two", "one", "three"):
        few.note(name, ())
        short.note(name, ())
    assert few.questions() == [("three", ()), ("one", ())]
    assert short.questions() == []
