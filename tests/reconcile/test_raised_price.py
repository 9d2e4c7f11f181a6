"""A price that renewals raised is told with the one that the contract says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.store import Store
from tests.queries.small_records import small_store
from tests.reconcile.seat_contract import found, put_contract_of, put_customer, put_subscription_of

Row = dict[str, Any]
ENDED: Row = {"mapped_service_start": "2025-11-01", "mapped_service_end": "2026-10-31", "mapped_auto_renew": "Yes"}
RENEWED: Row = {"service_start_date": "2025-11-01", "current_term_start_date": "2026-11-01", "auto_renew": True}
RENEWED |= {"current_term_end_date": "2027-10-31", "renewal_term": "12"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A customer whose contract renewed itself."""
    with small_store(tmp_path / "tieout.duckdb") as opened:
        put_customer(opened)
        put_contract_of(opened, **ENDED)
        yield opened


@pytest.mark.parametrize(
    ("percent", "held", "told"),
    [
        (5, 100, "SEAT: 105.00 PLN in the contract (100.00 before it was raised), 100.00 in the subscription"),
        (0, 90, "SEAT: 100.00 PLN in the contract, 90.00 in the subscription"),
    ],
)
def test_what_the_contract_says_is_told_beside_what_it_was_raised_to(
    store: Store, percent: int, held: int, told: str
) -> None:
    put_subscription_of(store, (("SEAT", held),), renewal_increment_percent=percent, **RENEWED)
    assert [row["evidence"] for row in found(store) if row["rule"] == "T4"] == [told]
