"""The life of a discrepancy: found, resolved by the data, found again, whichever accounts are looked at."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.reconcile.conftest import pulled

DAY = date(2026, 11, 23)
Row = dict[str, Any]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Sixty accounts, fifteen of them with something wrong, pulled and not reconciled yet."""
    with pulled(make_world(7, 60, DAY), tmp_path / "tieout.duckdb") as opened:
        yield opened


def open_ones(store: Store) -> dict[str, Row]:
    """The open discrepancies by id, without when they were seen."""
    rows = records(store, "discrepancies/queue")
    return {row["id"]: {key: row[key] for key in row if key not in ("first_seen", "last_seen")} for row in rows}


def change(store: Store, sql: str, **params: str) -> None:
    """Change what the store holds, as a pull would."""
    with store.transaction() as cursor:
        cursor.run(sql, **params)


def events(store: Store, discrepancy: str) -> list[str]:
    """What happened to a discrepancy, in order."""
    asked = "select kind from ledger.discrepancy_event where discrepancy_id = $id order by happened_at"
    with store.cursor() as cursor:
        return [kind for (kind,) in cursor.rows(asked, id=discrepancy)]


def test_what_the_data_mend_is_resolved_and_what_parts_again_is_reopened(store: Store) -> None:
    reconcile(store, DAY)
    stale = next(row for row in open_ones(store).values() if row["rule"] == "P2")
    invoice, becomes = stale["ordway_invoice_id"], "update ordway.invoices set status = $status where id = $invoice"
    change(store, becomes, status="Paid", invoice=invoice)
    assert reconcile(store, DAY).resolved >= 1
    assert stale["id"] not in open_ones(store)
    change(store, becomes, status="Partially paid", invoice=invoice)
    assert reconcile(store, DAY).reopened >= 1
    assert open_ones(store)[stale["id"]] == stale | {"status": "reopened"}
    assert events(store, stale["id"]) == ["found", "resolved", "reopened"]


def test_when_it_was_first_seen_stays(store: Store) -> None:
    reconcile(store, DAY)
    first = {row["id"]: row["first_seen"] for row in records(store, "discrepancies/queue")}
    reconcile(store, DAY)
    again = records(store, "discrepancies/queue")
    assert {row["id"]: row["first_seen"] for row in again} == first
    assert all(row["last_seen"] > row["first_seen"] for row in again)


def test_account_by_account_is_the_same_as_all_at_once(store: Store) -> None:
    with store.cursor() as cursor:
        accounts = [account for (account,) in cursor.rows("select account_id from model.account order by account_id")]
    for start in range(0, len(accounts), 10):
        reconcile(store, DAY, accounts=accounts[start : start + 10])
    in_parts = without_customer(open_ones(store))
    assert reconcile(store, DAY).opened == 0
    assert without_customer(open_ones(store)) == in_parts
    assert len(in_parts) > 15


def without_customer(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Which customer of Ordway an account is, only a look at all accounts says."""
    return {
        one: {name: value for name, value in row.items() if name != "ordway_customer_id"} for one, row in rows.items()
    }


def test_other_accounts_are_left_alone(store: Store) -> None:
    reconcile(store, DAY)
    before = open_ones(store)
    change(store, "update ordway.invoices set balance = balance + 5")
    touched = next(row["account_id"] for row in before.values() if row["rule"] == "P2")
    reconcile(store, DAY, accounts=[touched])
    after = open_ones(store)
    assert {one for one, row in after.items() if row["account_id"] != touched} == {
        one for one, row in before.items() if row["account_id"] != touched
    }


def test_a_run_that_fails_leaves_everything_as_it_was(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    reconcile(store, DAY)
    before = open_ones(store)
    change(store, "update ordway.invoices set balance = balance + 5")
    monkeypatch.setattr("queries.reconcile.statements.KEEP", ("select nothing_of_the_kind, $now",))
    with pytest.raises(Exception, match="nothing_of_the_kind"):
        reconcile(store, DAY)
    assert open_ones(store) == before
