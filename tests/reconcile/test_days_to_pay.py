"""An invoice is due as the contract says that it bills, among those that ran when it was made."""

import pytest

from queries.store import Store
from tests.reconcile.seats import bill_months, found, hold, sell


def arrange(bare: Store, last_day: str, status: str = "Active") -> None:
    """A contract of 14 days, and another of 30 from September on that another subscription bills."""
    sell(bare, mapped_payment_terms="Net 14")
    hold(bare)
    sell(
        bare, "B", mapped_payment_terms="Net 30", mapped_ordway_subscription_id="R",
        mapped_service_start="2026-09-01", mapped_service_end=last_day,
    )  # fmt: skip
    hold(bare, "R", service_start_date="2026-09-01", current_term_end_date=last_day, status=status)


def wrong(bare: Store) -> list[tuple[str, str]]:
    """When invoices were to be due, and are."""
    return sorted((row["expected"], row["actual"]) for row in found(bare, ["I7"]))


def test_a_contract_that_is_over_says_nothing_about_later_invoices(bare: Store) -> None:
    arrange(bare, "2026-09-30", status="Expired")
    bill_months(bare)
    bill_months(bare, [9], days=30, subscription="R")
    assert wrong(bare) == []


def test_each_of_two_running_contracts_is_held_to_its_own(bare: Store) -> None:
    arrange(bare, "2027-07-31")
    bill_months(bare)
    bill_months(bare, (9, 10, 11), days=30, subscription="R")
    assert wrong(bare) == []


@pytest.mark.parametrize(
    ("subscription", "days", "due"),
    [
        ("S", 30, ("2026-11-15", "2026-12-01")),
        ("R", 14, ("2026-12-01", "2026-11-15")),
        ("S", 21, ("2026-11-15", "2026-11-22")),
    ],
)
def test_the_days_of_the_other_contract_are_wrong(
    bare: Store, subscription: str, days: int, due: tuple[str, str]
) -> None:
    arrange(bare, "2027-07-31")
    bill_months(bare, [11], days=days, subscription=subscription)
    assert wrong(bare) == [due]


def test_an_invoice_after_the_contract_s_end_is_held_to_it_still(bare: Store) -> None:
    sell(bare, mapped_payment_terms="Net 14", mapped_service_end="2026-10-31")
    hold(bare)
    bill_months(bare, [10], on="2026-11-01", days=30)
    assert wrong(bare) == [("2026-11-15", "2026-12-01")]
