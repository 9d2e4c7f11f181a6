"""A contract that renews itself goes on though its subscription does not: a renewal that was lost is found."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.run import records
from queries.store import Store
from tests.queries.small_records import copied, put_linked_account, small_store
from tests.reconcile.seats import bill_months, found, hold, sell, told

RENEWS: dict[str, Any] = {"mapped_auto_renew": "Yes", "mapped_service_end": "2026-10-31"}
OVER: dict[str, Any] = {"current_term_end_date": "2026-10-31"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A customer of both systems who has bought nothing."""
    file = tmp_path_factory.mktemp("renewals") / "tieout.duckdb"
    with small_store(file) as opened:
        put_linked_account(opened, 1)
    return file


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(empty, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("held", "rules"),
    [
        (OVER | {"status": "Expired"}, [("C5", ""), ("I1", "C5")]),
        (OVER, [("C5", ""), ("I1", "C5"), ("T10", "")]),
        (OVER | {"status": "Cancelled", "cancellation_date": "2026-10-30"}, [("C4", ""), ("I1", "C4")]),
        (OVER | {"status": "Expired", "auto_renew": True}, [("C4", ""), ("I1", "C4")]),
        (OVER | {"auto_renew": True}, [("I1", "")]),
        (
            {"auto_renew": True, "current_term_start_date": "2026-11-01", "current_term_end_date": "2027-10-31"},
            [("I1", "")],
        ),
    ],
    ids=["expired", "term over", "cancelled", "expired by itself", "both renew, no term said", "renewed, no term said"],
)
def test_a_renewal_that_was_not_billed_is_found(
    store: Store, held: dict[str, Any], rules: list[tuple[str, str]]
) -> None:
    sell(store, **RENEWS)
    hold(store, **held)
    bill_months(store, (8, 9, 10))
    assert told(found(store)) == rules


@pytest.mark.parametrize(
    "held",
    [
        OVER | {"auto_renew": True},
        {"auto_renew": True, "current_term_start_date": "2026-11-01", "current_term_end_date": "2027-10-31"},
    ],
    ids=["the term stands still", "the term went on"],
)
def test_a_renewal_that_was_billed_is_no_discrepancy(store: Store, held: dict[str, Any]) -> None:
    sell(store, **RENEWS)
    hold(store, **held)
    bill_months(store)
    assert found(store) == []


@pytest.mark.parametrize("day", ["2026-10-31", "2026-11-01"])
def test_what_was_cancelled_for_the_contract_s_end_was_ended(store: Store, day: str) -> None:
    sell(store, **RENEWS)
    hold(store, **OVER, auto_renew=True, status="Cancelled", cancellation_date=day)
    bill_months(store, (8, 9, 10))
    assert found(store) == []


def test_a_contract_that_does_not_renew_itself_has_ended(store: Store) -> None:
    sell(store, mapped_service_end="2026-10-31")
    hold(store, **OVER, status="Expired")
    bill_months(store, (8, 9, 10))
    assert found(store) == []


def test_the_price_of_a_renewal_of_unknown_length_is_not_guessed(store: Store) -> None:
    sell(store, **RENEWS)
    hold(store, **OVER, auto_renew=True, renewal_increment_percent=5)
    bill_months(store)
    assert found(store, ["I1", "I4", "I5"]) == []
    assert [row["reason"] for row in records(store, "discrepancies/not_checked")] == ["length of a renewal is not said"]
