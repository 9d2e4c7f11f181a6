"""What a subscription billed before it was cancelled and made anew is billed for the contract that it names."""

import pytest

from queries.store import Store
from tests.reconcile.seats import bill_months, found, hold, sell, told


def recreate(bare: Store, named: str = "A") -> None:
    """R was cancelled at the end of September, S made in its place."""
    sell(bare)
    hold(bare, "R", status="Cancelled", cancellation_date="2026-09-30", mapped_firmao_agreement_id=named)
    hold(bare, service_start_date="2026-10-01", current_term_start_date="2026-10-01", mapped_firmao_agreement_id="A")


def test_what_both_billed_is_billed(bare: Store) -> None:
    recreate(bare)
    bill_months(bare, (8, 9), subscription="R")
    bill_months(bare, (10, 11))
    assert found(bare) == []


def test_what_neither_billed_is_missing(bare: Store) -> None:
    recreate(bare)
    bill_months(bare, [8], subscription="R")
    bill_months(bare, (10, 11))
    assert [(row["rule"], str(row["period_start"])) for row in found(bare)] == [("I1", "2026-09-01")]


def test_what_both_billed_twice_is_too_much(bare: Store) -> None:
    recreate(bare)
    bill_months(bare, (8, 9, 10), subscription="R")
    bill_months(bare, (10, 11))
    assert [(row["rule"], str(row["period_start"])) for row in found(bare)] == [("I5", "2026-10-01")]


def test_one_that_names_no_contract_billed_nothing_of_it(bare: Store) -> None:
    recreate(bare, named="")
    bill_months(bare, (8, 9), subscription="R")
    bill_months(bare, (10, 11))
    assert told(found(bare)) == [("I1", "T8"), ("I1", "T8"), ("T8", "")]


@pytest.mark.parametrize(("months", "missing"), [((8, 9, 10, 11), 0), ((8, 9, 10), 1)])
def test_of_two_that_name_a_contract_either_may_have_billed_it(
    bare: Store, months: tuple[int, ...], missing: int
) -> None:
    sell(bare, mapped_ordway_subscription_id=None)
    hold(bare, "R", mapped_firmao_agreement_id="A")
    hold(bare, mapped_firmao_agreement_id="A")
    bill_months(bare, months)
    assert told(found(bare, ["C1", "I1", "I5"])) == [("C1", ""), *[("I1", "C1")] * missing]
