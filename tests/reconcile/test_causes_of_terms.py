"""What was agreed later and is not billed, or starts on another day, is one root with all that follows from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.store import Store
from tests.queries.small_records import copied, put, put_linked_account, small_store
from tests.reconcile.seats import bill_months, found, hold, sell, told

LATER = "2026-10-20 10:00:00"
CODES = ("C6", "T3", "T4", "T8", "I4", "I5")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A customer of both systems who has bought nothing."""
    file = tmp_path_factory.mktemp("causes") / "tieout.duckdb"
    with small_store(file) as opened:
        put_linked_account(opened, 1)
    return file


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(empty, tmp_path) as opened:
        yield opened


def test_a_quantity_that_an_annex_added_is_an_expansion(store: Store) -> None:
    sell(store)
    sell(store, "B", of="A", quantity=2, creation_date=LATER)
    hold(store)
    bill_months(store)
    assert told(found(store, CODES)) == [("C6", ""), ("I4", "C6"), ("T3", "C6")]


def raise_price(store: Store, price: int) -> None:
    """An annex that takes the seat away and sells it again at another price."""
    sell(store)
    sell(store, "B", of="A", quantity=-1, creation_date=LATER, netto_price=price - 100)
    entry = {"id": "B2", "agreement_id": "B", "product_code": "SEAT", "product_name": "Seats", "quantity": 1}
    put(store, "firmao.entries", **entry, unit_netto_price=price, netto_price=price)
    hold(store)
    bill_months(store)


def test_a_price_that_an_annex_raised_is_an_expansion(store: Store) -> None:
    raise_price(store, 120)
    assert told(found(store, CODES)) == [("C6", ""), ("I4", "C6"), ("T4", "C6")]


def test_a_price_that_an_annex_lowered_is_none(store: Store) -> None:
    raise_price(store, 80)
    assert told(found(store, CODES)) == [("I5", "T4"), ("T4", "")]


def test_what_was_agreed_before_the_last_version_is_none(store: Store) -> None:
    sell(store)
    sell(store, "B", of="A", quantity=2)
    hold(store)
    bill_months(store)
    assert told(found(store, CODES)) == [("I4", "T3"), ("T3", "")]


def test_what_is_billed_before_the_contract_hangs_under_the_start(store: Store) -> None:
    sell(store, mapped_service_start="2026-09-01")
    hold(store)
    bill_months(store)
    assert told(found(store, CODES)) == [("I5", "T8"), ("T8", "")]
