"""What a subscription billed before it was cancelled and made anew is billed for the contract that it names."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from queries.store import Store
from tests.queries.small_records import copied, put_linked_account, small_store
from tests.reconcile.seats import bill_months, found, hold, sell, told


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A customer of both systems who has bought nothing."""
    file = tmp_path_factory.mktemp("recreated") / "tieout.duckdb"
    with small_store(file) as opened:
        put_linked_account(opened, 1)
    return file


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(empty, tmp_path) as opened:
        yield opened


def recreate(store: Store, named: str = "A") -> None:
    """R was cancelled at the end of September, S made in its place."""
    sell(store)
    hold(store, "R", status="Cancelled", cancellation_date="2026-09-30", mapped_firmao_agreement_id=named)
    hold(store, service_start_date="2026-10-01", current_term_start_date="2026-10-01", mapped_firmao_agreement_id="A")


def test_what_both_billed_is_billed(store: Store) -> None:
    recreate(store)
    bill_months(store, (8, 9), subscription="R")
    bill_months(store, (10, 11))
    assert found(store) == []


def test_what_neither_billed_is_missing(store: Store) -> None:
    recreate(store)
    bill_months(store, [8], subscription="R")
    bill_months(store, (10, 11))
    assert [(row["rule"], str(row["period_start"])) for row in found(store)] == [("I1", "2026-09-01")]


def test_what_both_billed_twice_is_too_much(store: Store) -> None:
    recreate(store)
    bill_months(store, (8, 9, 10), subscription="R")
    bill_months(store, (10, 11))
    assert [(row["rule"], str(row["period_start"])) for row in found(store)] == [("I5", "2026-10-01")]


def test_one_that_names_no_contract_billed_nothing_of_it(store: Store) -> None:
    recreate(store, named="")
    bill_months(store, (8, 9), subscription="R")
    bill_months(store, (10, 11))
    assert told(found(store)) == [("I1", "T8"), ("I1", "T8"), ("T8", "")]


@pytest.mark.parametrize(("months", "missing"), [((8, 9, 10, 11), 0), ((8, 9, 10), 1)])
def test_of_two_that_name_a_contract_either_may_have_billed_it(
    store: Store, months: tuple[int, ...], missing: int
) -> None:
    sell(store, mapped_ordway_subscription_id=None)
    hold(store, "R", mapped_firmao_agreement_id="A")
    hold(store, mapped_firmao_agreement_id="A")
    bill_months(store, months)
    assert told(found(store, ["C1", "I1", "I5"])) == [("C1", ""), *[("I1", "C1")] * missing]
