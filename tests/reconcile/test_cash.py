"""Only cash pays: what failed, waits or was sent back pays nothing; and what is sent back without a cause."""

import json
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
    assert (row["rule"], row["ordway_payment_id"], row["actual"], row["impact"]) == ("P6", "P-1", "23.00", 23)


def test_one_refund_may_be_part_of_both(store: Store) -> None:
    put_overpaid(store)
    change(store, "ordway.refunds", "R-1", refund_amount=100)
    assert brief(store) == [("P6", "23.00")]


def test_what_has_a_cause_leaves_the_rest_to_others(store: Store) -> None:
    put_overpaid(store)
    put_refund(store, "R-2", 23, "2026-11-03", credit_id="CR")
    assert brief(store) == []


def unapply(store: Store, refund: int, *, applied_before: int = 123, open_now: int | None = None) -> None:
    """A refund that takes what it sends back off the invoice, as a pull before it and one after it see that."""
    own: Row = {"id": "P-1", "customer_id": "C-1", "status": "Refunded", "currency": "PLN"}
    own |= {"payment_date": "2026-11-02", "payment_amount": 123, "unapplied_amount": 0}
    put(store, "ordway.payments", **own, applied_amount=123 - refund, refunded_amount=refund)
    applied = [{"id": "I-11", "amount_applied": str(applied_before)}] if applied_before else []
    text = json.dumps(
        {"id": "P-1", "applied_amount": str(applied_before), "refunded_amount": "0.0", "invoices": applied}
    )
    seen: Row = {"seen_from": "2026-11-02 10:00", "seen_until": "2026-11-04 10:00", "ended_by": "changed"}
    put(store, "history.past_version", system="ordway", resource="payments", record_id="P-1", raw=text, **seen)
    rest = refund if open_now is None else open_now
    change(store, "ordway.invoices", "I-11", status="Posted", balance=rest, paid_amount=123 - rest)
    put_refund(store, "R-1", refund, "2026-11-04")


def strays(store: Store) -> list[tuple[str, str]]:
    """What P6 finds."""
    return [row for row in brief(store) if row[0] == "P6"]


def test_a_refund_that_opens_what_was_paid_again_has_no_cause(store: Store) -> None:
    unapply(store, 123)
    assert strays(store) == [("P6", "123.00")]
    [row] = [row for row in found(store) if row["rule"] == "P6"]
    assert row["evidence"] == "123.00 PLN of P-1 was sent back, and I-11, which it had paid, is open again"


def test_part_of_a_payment_may_open_an_invoice_again(store: Store) -> None:
    unapply(store, 23)
    put(store, "ordway.payment_applications", payment_id="P-1", position=1, invoice_id="I-11", amount_applied=100)
    assert strays(store) == [("P6", "23.00")]


def test_a_refund_of_what_was_not_applied_any_more_has_a_cause(store: Store) -> None:
    unapply(store, 123, applied_before=0)
    assert strays(store) == []


def test_a_refund_that_leaves_the_invoice_paid_has_a_cause(store: Store) -> None:
    unapply(store, 123, open_now=0)
    assert strays(store) == []


def test_a_refund_that_opens_a_reversed_invoice_has_a_cause(store: Store) -> None:
    unapply(store, 123)
    change(store, "ordway.invoices", "I-11", status="Reversed")
    assert strays(store) == []


def test_a_payment_that_was_moved_while_it_was_unapplied_has_a_cause(store: Store) -> None:
    unapply(store, 123)
    put_payment(store, "P-2", 100, "2026-11-05")
    assert strays(store) == []


@pytest.mark.parametrize(
    ("later", "rules"),
    [
        ({"payment_amount": 50, "applied_amount": 50}, [("P4", "123.00")]),
        ({"payment_amount": 50, "applied_amount": 20, "unapplied_amount": 30}, []),
        ({"payment_amount": 123, "applied_amount": 123}, []),
        ({"payment_amount": 50, "status": "Pending"}, []),
    ],
    ids=["other invoice", "left over", "same amount", "under way"],
)
def test_what_was_paid_later_for_something_else_is_no_further_attempt(
    store: Store, later: Row, rules: list[tuple[str, str]]
) -> None:
    change(store, "ordway.invoices", "I-11", status="Posted", balance=123, paid_amount=0)
    own: Row = {"customer_id": "C-1", "currency": "PLN", "applied_amount": 0, "unapplied_amount": 0}
    failed = {"id": "P-1", "status": "Failed", "payment_date": "2026-11-02", "payment_amount": 123}
    put(store, "ordway.payments", **own | failed)
    put(store, "ordway.payments", **own | {"id": "P-2", "status": "Processed", "payment_date": "2026-11-05"} | later)
    assert [row for row in brief(store) if row[0] == "P4"] == rules
