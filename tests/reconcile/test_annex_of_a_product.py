"""What differs in a product is one discrepancy, however many contracts sell it, and from when on the two sides part."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from queries.store import Store
from tests.queries.small_records import copied, put_linked_account, small_store
from tests.reconcile.seats import bill, bill_months, found, hold, sell

CODES = ("T1", "T3", "T4", "I1", "I4", "I5", "I6")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A customer of both systems who has bought nothing."""
    file = tmp_path_factory.mktemp("products") / "tieout.duckdb"
    with small_store(file) as opened:
        put_linked_account(opened, 1)
    return file


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(empty, tmp_path) as opened:
        yield opened


def under(store: Store, root: str) -> list[tuple[str, str]]:
    """The rule and month of what hangs under the one discrepancy of a rule."""
    rows = found(store, CODES)
    [cause] = [row["id"] for row in rows if row["rule"] == root]
    return sorted((row["rule"], str(row["period_start"])) for row in rows if row["root_id"] == cause)


def months(rule: str, *numbers: int) -> list[tuple[str, str]]:
    """The rule in each of these months."""
    return [(rule, f"2026-{number:02}-01") for number in numbers]


def test_a_quantity_that_always_differed_explains_every_period(store: Store) -> None:
    sell(store, quantity=3)
    sell(store, "B", of="A")
    hold(store, quantity=2)
    bill_months(store, amount=200)
    assert under(store, "T3") == months("I4", 8, 9, 10, 11)


def test_a_price_that_always_differed_explains_every_period(store: Store) -> None:
    sell(store)
    sell(store, "B", of="A")
    hold(store, price=90, quantity=2)
    bill_months(store, (8, 9, 10), amount=90)
    bill_months(store, [11], amount=180)
    assert under(store, "T4") == months("I4", 8, 9, 10, 11)


def test_a_product_that_is_missing_explains_every_period(store: Store) -> None:
    sell(store)
    sell(store, "B", of="A")
    hold(store, product_name="OTHER")
    assert under(store, "T1") == months("I1", 8, 9, 10, 11)


def test_what_an_annex_added_explains_nothing_before_it(store: Store) -> None:
    sell(store, quantity=3)
    sell(store, "B", of="A")
    hold(store, quantity=3)
    bill_months(store, [8], amount=200)
    bill_months(store, (9, 10, 11), amount=300)
    assert under(store, "T3") == months("I4", 11)


def test_what_an_annex_took_away_within_a_period_explains_it(store: Store) -> None:
    sell(store, quantity=2)
    sell(store, "B", of="A", quantity=-1, mapped_service_start="2026-11-16")
    hold(store, quantity=2)
    bill_months(store, amount=200)
    assert under(store, "T3") == months("I5", 11)


def test_it_is_the_same_discrepancy_once_the_annex_has_begun(store: Store) -> None:
    sell(store, quantity=3)
    sell(store, "B", of="A")
    hold(store, quantity=2)
    bill(store, "2026-08-01", "2026-08-31", 200)
    before, after = (found(store, ["T3"], day) for day in (date(2026, 10, 31), date(2026, 11, 1)))
    assert [(row["id"], row["expected"]) for row in after] == [(row["id"], "4") for row in before]
