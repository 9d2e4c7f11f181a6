"""What is measured of reconciling: a small company, everybody's count, and the aims."""

from pathlib import Path

import pytest

from benchmarks.measure import Measured
from benchmarks.reconcile import in_pandas, plain
from benchmarks.reconcile.changes import change_records
from benchmarks.reconcile.run import Trial, verdicts
from benchmarks.reconcile.store import DAY, make_store
from queries.reconcile.run import reconcile, reconcile_changes
from queries.store import connect

CONTRACTS = 2_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 2,000 contracts and 100,000 invoice lines."""
    file = tmp_path_factory.mktemp("measured") / "tieout.duckdb"
    make_store(file, CONTRACTS)
    return file


def took(wall: float, cpu: float) -> list[Trial]:
    return [Trial(Measured(wall + 1, cpu + 1, 0, 0.0), wall, cpu)]


def test_duckdb_and_pandas_count_the_same_differences(made: Path) -> None:
    assert plain.differing(made) == in_pandas.differing(made) > 0


def test_all_that_was_made_wrong_is_found_and_only_what_changed_is_looked_at_again(made: Path) -> None:
    store = connect(str(made), holder="a test")
    reconcile(store, DAY)
    with store.cursor() as cursor:
        found = dict(cursor.rows("select rule, count(*) from recon.discrepancy group by rule"))
    store.close()
    priced_wrong = CONTRACTS // 100
    assert found["T4"] == 2 * priced_wrong
    assert found["P2"] == CONTRACTS // 1000
    change_records(made)
    store = connect(str(made), holder="a test")
    again = reconcile_changes(store, DAY)
    store.close()
    assert 0 < again.accounts <= 100
    assert again.opened > 0


def test_aims_are_told_by_wall_and_by_processor_time() -> None:
    trials = {"plain": took(2, 2), "in_pandas": took(9, 9), "whole": took(10, 30), "again": took(2, 2)}
    met = [line.rsplit("**")[1] for line in verdicts(trials)]
    assert met == ["met", "not met", "not met", "met"]
