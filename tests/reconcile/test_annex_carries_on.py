"""An annex that runs on after its contract ended speaks for the whole: what stopped or was not renewed is found."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.store import Store
from tests.queries.small_records import copied, put_linked_account, small_store
from tests.reconcile.seats import bill_months, found, hold, sell, told

OVER: dict[str, Any] = {"current_term_end_date": "2026-10-31"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A customer of both systems who has bought nothing."""
    file = tmp_path_factory.mktemp("annexes") / "tieout.duckdb"
    with small_store(file) as opened:
        put_linked_account(opened, 1)
    return file


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(empty, tmp_path) as opened:
        yield opened


def arrange(store: Store, last_day: str, **held: Any) -> None:
    """A contract that ended in October, billed until then, and an annex until some day."""
    sell(store, mapped_service_end="2026-10-31")
    sell(store, "B", of="A", mapped_service_end=last_day)
    hold(store, **OVER | held)
    bill_months(store, (8, 9, 10))


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
def test_what_is_not_billed_any_more_hangs_under_it(store: Store, held: dict[str, Any], rule: str) -> None:
    arrange(store, "2027-10-31", **held)
    rows = found(store, ["C3", "C4", "C5", "I1"])
    assert told(rows) == [(rule, ""), ("I1", rule)]
    assert {row["firmao_agreement_id"] for row in rows} == {"B"}


def test_an_annex_that_ended_too_carries_nothing_on(store: Store) -> None:
    arrange(store, "2026-11-15", status="Expired")
    assert told(found(store, ["C3", "C4", "C5"])) == []


def test_while_the_contract_runs_it_is_told_once_by_the_contract(store: Store) -> None:
    sell(store)
    sell(store, "B", of="A")
    hold(store, status="Paused")
    assert [(row["rule"], row["firmao_agreement_id"]) for row in found(store, ["C4", "C5"])] == [("C4", "A")]
