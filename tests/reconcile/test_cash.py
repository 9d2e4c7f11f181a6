"""Only cash pays: what failed, waits or was sent back pays nothing; and what is sent back without a cause."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.store import Store
from tests.queries.small_records import change, copied, put, put_linked_account, small_store
from tests.reconcile.seat_contract import brief, found, put_agreeing, put_credit, put_customer, put_payment

Row = dict[str, Any]


@pytest.fixture(scope="module")
def agreeing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One contract that is billed and paid as agreed, and another customer."""
    file = tmp_path_factory.mktemp("cash") / "tieout.duckdb"
    with small_store(file) as opened:
        put_customer(opened)
        put_linked_account(opened, 2)
        put_agreeing(opened)
    return file


@pytest.fixture
def store(agreeing: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(agreeing, tmp_path) as opened:
        yield opened


def put_refund(store: Store, refund: str, amount: int, day: str, **given: Any) -> None:
    """Money of the payment P-1 sent back."""
    own: Row = {"id": refund, "customer_id": "C-1", "refund_status": "Succeeded", "payment_id": "P-1"}
    own |= {"currency": "PLN", "refund_date": day, "refund_amount": amount}
    put(store, "ordway.refunds", **own | given)


@pytest.mark.parametrize("status", ["Failed", "Pending", "Reversed"])
def test_a_payment_that_is_no_cash_does_not_overpay(store: Store, status: str) -> None:
    put_payment(store, "P-1", 123, "2026-11-02", status=status)
    put_payment(store, "P-2", 123, "2026-11-05")
    assert brief(store) == []


def test_two_payments_of_one_invoice_overpay_it(store: Store) -> None:
    put_payment(store, "P-1", 123, "2026-11-02")
    put_payment(store, "P-2", 123, "2026-11-05")
    assert brief(store) == [("P3", "-123.00")]
    assert found(store)[0]["evidence"] == "246.00 was applied to an invoice of 123.00 PLN"


def test_a_payment_that_was_moved_does_not_overpay(store: Store) -> None:
    put_payment(store, "P-1", 123, "2026-11-02", status="Refunded", refunded_amount=123)
    put_payment(store, "P-2", 123, "2026-11-05")
    put_refund(store, "R-1", 123, "2026-11-04")
    assert brief(store) == []


@pytest.mark.parametrize(("status", "rules"), [("Failed", []), ("Processed", [("P5", "0.00")])])
def test_only_cash_pays_for_someone_else(store: Store, status: str, rules: list[tuple[str, str]]) -> None:
    put_payment(store, "P-1", 123, "2026-11-02", status=status, customer_id="C-2")
    assert brief(store) == rules


@pytest.mark.parametrize(("status", "rules"), [("Reversed", [("P6", "100.00")]), ("Processed", [])])
def test_a_credit_that_was_reversed_is_no_cause(store: Store, status: str, rules: list[tuple[str, str]]) -> None:
    put_payment(store, "P-1", 123, "2026-11-02", status="Partially refunded", refunded_amount=100)
    put_refund(store, "R-1", 100, "2026-11-04")
    put_credit(store, "I-11", "12.30", status=status)
    assert [row for row in brief(store) if row[0] == "P6"] == rules


def put_overpaid(store: Store) -> None:
    """200 came in, 123 were owed, and 77 went back."""
    told: Row = {"status": "Partially refunded", "payment_amount": 200, "refunded_amount": 100}
    put_payment(store, "P-1", 123, "2026-11-02", **told)
    put_refund(store, "R-1", 77, "2026-11-04")


def test_what_was_never_applied_may_go_back(store: Store) -> None:
    put_overpaid(store)
    assert brief(store) == []


def test_only_what_goes_back_beyond_it_has_no_cause(store: Store) -> None:
    put_overpaid(store)
    put_refund(store, "R-2", 23, "2026-11-06")
    (row,) = found(store)
    assert (row["rule"], row["ordway_payment_id"], row["actual"], str(row["impact"])) == ("P6", "P-1", "23.00", "23.00")


def test_one_refund_may_be_part_of_both(store: Store) -> None:
    put_overpaid(store)
    change(store, "ordway.refunds", "R-1", refund_amount=100)
    assert brief(store) == [("P6", "23.00")]


def test_what_has_a_cause_leaves_the_rest_to_others(store: Store) -> None:
    put_overpaid(store)
    put_refund(store, "R-2", 23, "2026-11-03", credit_id="CR")
    assert brief(store) == []
