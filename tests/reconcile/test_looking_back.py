"""A past day is compared as its records were known then, and leaves no trace."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from queries.errors import DayNotKnownError
from queries.known.company import company_as_known, has_gone_on, is_known
from queries.reconcile.run import reconcile
from queries.store import Store, connect
from sandbox.company import make_world
from sandbox.serving import serve
from sync.commands import DONE, USAGE, main
from sync.mapping import Mapping
from sync.pull import PullRequest, pull, shapes
from sync.settings import EXAMPLES
from tests.reconcile.test_changes import CHANGES, Company, forget_a_credit
from tests.stores import fresh_store
from tests.sync.conftest import settings_for

TODAY = datetime.now(UTC).date()
THEN = TODAY - timedelta(days=30)
SHAPES = shapes(Mapping())
# A small company may have no credit to forget.
ALWAYS_POSSIBLE = [one for one in CHANGES if one is not forget_a_credit]
TABLES = """
select schema_name || '.' || table_name as name, list(column_name order by column_index) as columns
from duckdb_columns()
where database_name = 'tieout' and schema_name in ('firmao', 'ordway', 'history', 'ledger', 'recon')
    and table_name in (select table_name from duckdb_tables()) and {}
group by all
"""
FOUND = "select * exclude (first_seen_at, last_seen_at) from recon.discrepancy where resolved_at is null"
Row = dict[str, Any]


def age(store: Store, days: int) -> None:
    """Move everything that ever happened in a store back."""
    with store.transaction() as cursor:
        for name, columns in cursor.rows(TABLES.format("data_type = 'TIMESTAMP'")):
            moved = ", ".join(f"{column} = {column} - to_days({days})" for column in columns)
            cursor.run(f"update {name} set {moved}")  # noqa: S608 - names are the store's own


def found(store: Store) -> dict[str, Row]:
    """What stands open, by id, without when it was seen."""
    with store.cursor() as cursor:
        return {row["discrepancy_id"]: row for row in cursor.records(FOUND)}


def kept(store: Store) -> dict[str, Any]:
    """Every row of every table, as one number."""
    with store.cursor() as cursor:
        names = [name for name, _ in cursor.rows(TABLES.format("true"))]
        return {name: cursor.value(f"select sum(hash(row)) from {name} as row") for name in names}  # noqa: S608


@contextmanager
def company_of_then(file: Path, seed: int, accounts: int = 24) -> Iterator[Company]:
    """A company that was pulled and reconciled thirty days ago."""
    world = make_world(seed, accounts, THEN)
    with serve(world) as sandbox:
        store = fresh_store(file)
        made = Company(world, settings_for(sandbox, file), store)
        made.pull()
        reconcile(store, THEN)
        age(store, 30)
        yield made
        store.close()


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_a_past_day_tells_what_was_found_on_it(tmp_path: Path, seed: int) -> None:
    with company_of_then(tmp_path / "tieout.duckdb", seed) as company:
        remembered = found(company.store)
        chance = random.Random(seed)
        for change in chance.sample(ALWAYS_POSSIBLE, 9):
            change(company.world, chance)
        company.pull()
        reconcile(company.store, TODAY)
        assert found(company.store) != remembered
        before = kept(company.store)
        with company_as_known(company.store, THEN, SHAPES) as known:
            again = reconcile(known, THEN)
            assert found(known) == remembered
            assert (again.opened, again.reopened, again.resolved) == (0, 0, 0)
        assert kept(company.store) == before


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A small one, for tests that only look at it."""
    with company_of_then(tmp_path_factory.mktemp("then") / "tieout.duckdb", 7, 5) as made:
        yield made


def test_a_day_before_the_first_pull_is_refused_and_the_first_day_is_named(company: Company) -> None:
    before = THEN - timedelta(days=1)
    assert (is_known(company.store, before), is_known(company.store, THEN)) == (False, True)
    with (
        pytest.raises(DayNotKnownError, match=f"since {THEN}.*Choose {THEN} or a later day"),
        company_as_known(company.store, before, SHAPES),
    ):
        pass


def test_a_pull_under_way_at_midnight_does_not_count(company: Company) -> None:
    customer = next(iter(company.world.firmao["customers"].values()))
    customer["name"] = "Renamed at midnight"
    company.pull()
    midnight = datetime.combine(THEN + timedelta(days=3), datetime.min.time())
    with company.store.transaction() as cursor:
        cursor.run(
            "update firmao.customers set synced_at = $at where name = 'Renamed at midnight'",
            at=midnight - timedelta(minutes=1),
        )
        cursor.run(
            "update ledger.sync_run set started_at = $begun, finished_at = $ended where started_at = "
            "(select max(started_at) from ledger.sync_run)",
            begun=midnight - timedelta(minutes=2),
            ended=midnight + timedelta(minutes=1),
        )
        cursor.run("update history.past_version set seen_until = $at", at=midnight - timedelta(minutes=1))
    assert [named(company.store, THEN + timedelta(days=past)) for past in (2, 3)] == [(0, 0), (1, 1)]


def named(store: Store, day: date) -> tuple[int, int]:
    """How many customers were known by the new name on a day, and how many by another one before."""
    counted = (
        "select count(*) from firmao.customers where name = 'Renamed at midnight'",
        "select count(*) from history.past_version",
    )
    with company_as_known(store, day, SHAPES) as known, known.cursor() as cursor:
        new, old = (int(cursor.value(sql)) for sql in counted)
    return new, old


def test_a_store_has_gone_on_once_a_later_day_was_compared(company: Company) -> None:
    assert not has_gone_on(company.store, THEN)
    assert has_gone_on(company.store, THEN - timedelta(days=1))


@pytest.fixture
def at_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings that name the store of a company reconciled thirty days ago and today; neither system can be asked."""
    file = tmp_path / "tieout.duckdb"
    with company_of_then(file, 7, 12) as company:
        reconcile(company.store, TODAY)
    (tmp_path / "policy.toml").write_text("", encoding="utf-8")
    own = {"TIEOUT_STORE": str(file), "TIEOUT_POLICY": str(tmp_path / "policy.toml")}
    for name, value in (EXAMPLES | own).items():
        monkeypatch.setenv(name, value)
    return file


def test_a_look_back_is_told_and_not_kept(at_the_terminal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def listed(*asked: str) -> Any:
        assert main([*asked, "--json"]) == DONE
        return json.loads(capsys.readouterr().out)

    stood = listed("discrepancies")
    told = listed("reconcile", "--as-of", THEN.isoformat())
    assert told["summary"]["is_kept"] is False
    assert told["summary"]["opened"] == told["summary"]["resolved"] == 0
    assert len(told["discrepancies"]) == told["summary"]["found"] > 0
    assert main(["reconcile", "--as-of", THEN.isoformat()]) == DONE
    words = capsys.readouterr().out
    assert f"{told['summary']['found']} as of {THEN}, in the records as they were known" in words
    assert "Nothing of this look back was kept." in words
    assert listed("discrepancies") == stood
    assert listed("reconcile")["summary"]["is_kept"] is True


def test_a_day_before_the_store_is_refused_at_the_terminal(
    at_the_terminal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = THEN - timedelta(days=1)
    assert main(["reconcile", "--as-of", before.isoformat()]) == USAGE
    assert f"The records of {before} are not known" in capsys.readouterr().err
    assert main(["reconcile", "--as-of", TODAY.isoformat()]) == DONE


def test_a_store_filled_after_the_day_that_was_never_compared_for_a_later_one_keeps_it(
    at_the_terminal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = THEN - timedelta(days=1)
    store = connect(str(at_the_terminal), holder="a test")
    with store.transaction() as cursor:
        cursor.run("delete from ledger.reconciliation")
    store.close()
    assert main(["reconcile", "--as-of", before.isoformat(), "--json"]) == DONE
    told = capsys.readouterr()
    assert json.loads(told.out)["summary"]["is_kept"] is True
    assert f"The store was filled after {before}" in told.err


def test_a_list_that_never_came_is_not_known(tmp_path: Path) -> None:
    with serve(make_world(7, 5, THEN)) as sandbox:
        store = fresh_store(tmp_path / "tieout.duckdb")
        only = PullRequest("a test", full=True, only=frozenset({"invoices"}))
        assert pull(store, settings_for(sandbox, store.path), only).status == "done"
        assert not is_known(store, TODAY)
        store.close()
