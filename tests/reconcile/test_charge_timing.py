"""Whether a contract is billed in advance or in arrears is read in any spelling, else from its subscription."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.store import Store
from tests.queries.small_records import copied, put_linked_account, small_store
from tests.reconcile.seats import bill, found, hold, sell, told

BILLED = [
    ("2026-08-01", "2026-08-31", "2026-09-01"),
    ("2026-09-01", "2026-09-30", "2026-10-01"),
    ("2026-10-01", "2026-10-31", "2026-11-01"),
]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A customer of both systems who has bought nothing."""
    file = tmp_path_factory.mktemp("timing") / "tieout.duckdb"
    with small_store(file) as opened:
        put_linked_account(opened, 1)
    return file


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(empty, tmp_path) as opened:
        yield opened


def arrange(store: Store, sold: str | None, held: str | None) -> None:
    """A contract and a subscription of these timings, billed in arrears."""
    sell(store, mapped_charge_timing=sold)
    hold(store)
    with store.transaction() as cursor:
        cursor.run("update ordway.subscription_lines set charge_timing = $held", held=held)
    for first, last, on in BILLED:
        bill(store, first, last, 100, on=on)


@pytest.mark.parametrize("sold", ["in_arrears", "In Arrears", "IN-ARREARS", "", " ", None])
def test_what_is_billed_in_arrears_is_neither_missing_nor_late(store: Store, sold: str | None) -> None:
    arrange(store, sold, "In Arrears")
    assert found(store) == []


def test_the_contract_s_own_word_comes_first(store: Store) -> None:
    arrange(store, "In Advance", "In Arrears")
    assert told(found(store, ["I1", "T13"])) == [("I1", "T13"), ("T13", "")]


def test_where_nobody_says_it_is_in_advance(store: Store) -> None:
    arrange(store, None, None)
    assert told(found(store, ["I1", "T13"])) == [("I1", "")]
