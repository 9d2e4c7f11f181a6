"""An annex that runs on after its contract ended speaks for the whole: what stopped or was not renewed is found."""

from typing import Any

import pytest

from queries.store import Store
from tests.reconcile.seats import bill_months, found, hold, sell, told

OVER: dict[str, Any] = {"current_term_end_date": "2026-10-31"}


def arrange(bare: Store, last_day: str, **held: Any) -> None:
    """A contract that ended in October, billed until then, and an annex until some day."""
    sell(bare, mapped_service_end="2026-10-31")
    sell(bare, "B", of="A", mapped_service_end=last_day)
    hold(bare, **OVER | held)
    bill_months(bare, (8, 9, 10))


@pytest.mark.parametrize(
    ("held", "rule"),
    [
        ({"status": "Expired"}, "C5"),
        ({"status": "Active"}, "C5"),
        ({"status": "Cancelled", "cancellation_date": "2026-10-31"}, "C4"),
        ({"status": "Paused"}, "C4"),
    ],
    ids=str,
)
def test_what_is_not_billed_any_more_hangs_under_it(bare: Store, held: dict[str, Any], rule: str) -> None:
    arrange(bare, "2027-10-31", **held)
    rows = found(bare, ["C3", "C4", "C5", "I1"])
    assert told(rows) == [(rule, ""), ("I1", rule)]
    assert {row["firmao_agreement_id"] for row in rows} == {"B"}


def test_an_annex_that_ended_too_carries_nothing_on(bare: Store) -> None:
    arrange(bare, "2026-11-15", status="Expired")
    assert told(found(bare, ["C3", "C4", "C5"])) == []


def test_while_the_contract_runs_it_is_told_once_by_the_contract(bare: Store) -> None:
    sell(bare)
    sell(bare, "B", of="A")
    hold(bare, status="Paused")
    assert [(row["rule"], row["firmao_agreement_id"]) for row in found(bare, ["C4", "C5"])] == [("C4", "A")]
