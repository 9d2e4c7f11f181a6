"""An invoice is due as the contract says that it bills, among those that ran when it was made."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.store import Store
from tests.queries.small_records import copied, put_linked_account, small_store
from tests.reconcile.seats import bill_months, found, hold, sell


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A customer of both systems who has bought nothing."""
    file = tmp_path_factory.mktemp("days_to_pay") / "tieout.duckdb"
    with small_store(file) as opened:
        put_linked_account(opened, 1)
    return file


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(empty, tmp_path) as opened:
        yield opened


def arrange(store: Store, last_day: str, status: str = "Active") -> None:
    """A contract of 14 days, and another of 30 from September on that another subscription bills."""
    sell(store, mapped_payment_terms="Net 14")
    hold(store)
    sell(
        store, "B", mapped_payment_terms="Net 30", mapped_ordway_subscription_id="R",
        mapped_service_start="2026-09-01", mapped_service_end=last_day,
    )  # fmt: skip
    hold(store, "R", service_start_date="2026-09-01", current_term_end_date=last_day, status=status)


def wrong(store: Store) -> list[tuple[str, str]]:
    """When invoices were to be due, and are."""
    return sorted((row["expected"], row["actual"]) for row in found(store, ["I7"]))


def test_a_contract_that_is_over_says_nothing_about_later_invoices(store: Store) -> None:
    arrange(store, "2026-09-30", status="Expired")
    bill_months(store)
    bill_months(store, [9], days=30, subscription="R")
    assert wrong(store) == []


def test_each_of_two_running_contracts_is_held_to_its_own(store: Store) -> None:
    arrange(store, "2027-07-31")
    bill_months(store)
    bill_months(store, (9, 10, 11), days=30, subscription="R")
    assert wrong(store) == []


@pytest.mark.parametrize(
    ("subscription", "days", "due"),
    [("S", 30, ("2026-11-15", "2026-12-01")), ("R", 14, ("2026-12-01", "2026-11-15")), ("S", 21, ("2026-11-15", "2026-11-22"))],
)  # fmt: skip
def test_the_days_of_the_other_contract_are_wrong(
    store: Store, subscription: str, days: int, due: tuple[str, str]
) -> None:
    arrange(store, "2027-07-31")
    bill_months(store, [11], days=days, subscription=subscription)
    assert wrong(store) == [due]


def test_an_invoice_after_the_contract_s_end_is_held_to_it_still(store: Store) -> None:
    sell(store, mapped_payment_terms="Net 14", mapped_service_end="2026-10-31")
    hold(store)
    bill_months(store, [10], on="2026-11-01", days=30)
    assert wrong(store) == [("2026-11-15", "2026-12-01")]
