"""A contract that renews itself goes on though its subscription does not: a renewal that was lost is found."""

from typing import Any

import pytest

from queries.run import records
from queries.store import Store
from tests.reconcile.seats import bill_months, found, hold, sell, told

RENEWS: dict[str, Any] = {"mapped_auto_renew": "Yes", "mapped_service_end": "2026-10-31"}
OVER: dict[str, Any] = {"current_term_end_date": "2026-10-31"}


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
    bare: Store, held: dict[str, Any], rules: list[tuple[str, str]]
) -> None:
    sell(bare, **RENEWS)
    hold(bare, **held)
    bill_months(bare, (8, 9, 10))
    assert told(found(bare)) == rules


@pytest.mark.parametrize(
    "held",
    [
        OVER | {"auto_renew": True},
        {"auto_renew": True, "current_term_start_date": "2026-11-01", "current_term_end_date": "2027-10-31"},
    ],
    ids=["the term stands still", "the term went on"],
)
def test_a_renewal_that_was_billed_is_no_discrepancy(bare: Store, held: dict[str, Any]) -> None:
    sell(bare, **RENEWS)
    hold(bare, **held)
    bill_months(bare)
    assert found(bare) == []


@pytest.mark.parametrize(
    ("day", "rules"), [("2026-10-31", [("C4", ""), ("I1", "C4")]), ("2026-11-01", [])], ids=["last day", "day after"]
)
def test_what_was_cancelled_for_the_day_after_the_contract_s_last_was_ended(
    bare: Store, day: str, rules: list[tuple[str, str]]
) -> None:
    sell(bare, **RENEWS)
    hold(bare, **OVER, auto_renew=True, status="Cancelled", cancellation_date=day)
    bill_months(bare, (8, 9, 10))
    assert told(found(bare)) == rules


def test_what_was_cancelled_for_the_last_day_of_a_contract_that_ends_was_ended(bare: Store) -> None:
    sell(bare, mapped_service_end="2026-10-31")
    hold(bare, **OVER, status="Cancelled", cancellation_date="2026-10-31")
    bill_months(bare, (8, 9, 10))
    assert found(bare) == []


@pytest.mark.parametrize(
    ("begins", "rules"), [("2026-11-01", []), ("2026-11-15", [("C4", ""), ("I1", ""), ("I1", "C4")])]
)
def test_a_contract_that_another_follows_does_not_renew_itself(
    bare: Store, begins: str, rules: list[tuple[str, str]]
) -> None:
    sell(bare, **RENEWS)
    hold(bare, **OVER, auto_renew=True, status="Cancelled", cancellation_date="2026-10-31")
    bill_months(bare, (8, 9, 10))
    sell(bare, "B", mapped_service_start=begins, mapped_ordway_subscription_id="S2")
    hold(bare, "S2", service_start_date=begins, current_term_start_date=begins)
    if begins == "2026-11-01":
        bill_months(bare, [11], subscription="S2")
    assert told(found(bare)) == rules


def test_a_contract_that_does_not_renew_itself_has_ended(bare: Store) -> None:
    sell(bare, mapped_service_end="2026-10-31")
    hold(bare, **OVER, status="Expired")
    bill_months(bare, (8, 9, 10))
    assert found(bare) == []


def test_the_price_of_a_renewal_of_unknown_length_is_not_guessed(bare: Store) -> None:
    sell(bare, **RENEWS)
    hold(bare, **OVER, auto_renew=True, renewal_increment_percent=5)
    bill_months(bare)
    assert found(bare, ["I1", "I4", "I5"]) == []
    assert [row["reason"] for row in records(bare, "discrepancies/not_checked")] == ["length of a renewal is not said"]
