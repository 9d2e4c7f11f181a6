"""What a contract charges once may be billed by an order that says it is for the contract; its amounts are compared."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from tests.queries.small_records import change, copied, put, put_contract, put_linked_account, small_store

DAY = date(2026, 11, 23)
CODES = ("C1", "I1", "I2", "I3", "I4", "I5")
Row = dict[str, Any]
# Rule, expected and actual.
Told = tuple[str, str | None, str | None]


@pytest.fixture(scope="module")
def ordered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contract over 100.00 PLN of what is charged once, and the order that billed it, which says so."""
    file = tmp_path_factory.mktemp("ordered") / "tieout.duckdb"
    with small_store(file) as store:
        put_linked_account(store, 1)
        put(store, "ordway.products", id="P", sku="SEAT", name="Seats")
        put(
            store,
            "ordway.plan_charges",
            plan_id="PLN-1",
            position=1,
            charge_id="CHG-1",
            product_id="P",
            type="One time",
        )
        put(store, "ordway.plans", id="PLN-1")
        put_contract(store, "A", 1)
        put_order(store, "1", 100, notes="SA/A")
    return file


@pytest.fixture
def store(ordered: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(ordered, tmp_path) as opened:
        yield opened


def put_order(store: Store, number: str, amount: int, **told: Any) -> None:
    """An order of the account with the invoice that bills it."""
    own: Row = {"id": f"ORD-{number}", "customer_id": "C-1", "status": "Fulfilled", "order_date": "2026-10-01"}
    own |= {"currency": "PLN", "order_amount": amount, "invoice_id": f"INV-{number}"}
    put(store, "ordway.orders", **own | told)
    invoice: Row = {"id": f"INV-{number}", "customer_id": "C-1", "status": "Posted", "invoice_date": "2026-10-01"}
    invoice |= {"currency": "PLN", "invoice_amount": amount, "balance": amount, "paid_amount": 0}
    put(store, "ordway.invoices", **invoice)
    line: Row = {"invoice_id": f"INV-{number}", "position": 1, "order_id": f"ORD-{number}", "product_id": "P"}
    line |= {"product_name": "Seats", "effective_price": amount, "line_tax": 0}
    put(store, "ordway.invoice_lines", **line)


def found(store: Store) -> list[Told]:
    """What is found, in order of the rules."""
    return [(row["rule"], row["expected"], row["actual"]) for row in rows_of(store)]


def rows_of(store: Store) -> list[Row]:
    """The rows found about contracts and their amounts, in order of the rules."""
    reconcile(store, DAY)
    rows = [row for row in records(store, "discrepancies/queue") if row["rule"] in CODES]
    return sorted(rows, key=lambda row: str(row["rule"]))


NOT_BILLED: list[Told] = [("C1", None, None), ("I1", "100.00", "0.00")]
CASES: list[tuple[str, str, str, Row, list[Told]]] = [
    ("as agreed", "orders", "ORD-1", {}, []),
    ("it names no contract", "orders", "ORD-1", {"notes": ""}, NOT_BILLED),
    ("it names the contract among other words", "orders", "ORD-1", {"notes": "for SA/A and SA/B"}, NOT_BILLED),
    ("it was cancelled", "orders", "ORD-1", {"status": "Cancelled"}, NOT_BILLED),
    ("it is in another currency", "orders", "ORD-1", {"currency": "EUR"}, NOT_BILLED),
    ("it is of another customer", "orders", "ORD-1", {"customer_id": "C-2"}, NOT_BILLED),
    ("it was deleted", "orders", "ORD-1", {"deleted_at": "2026-11-01"}, NOT_BILLED),
    ("its invoice was reversed", "invoices", "INV-1", {"status": "Reversed"}, [("I1", "100.00", "0.00")]),
    ("it was invoiced late", "invoices", "INV-1", {"invoice_date": "2026-10-07"}, [("I2", "2026-10-01", "2026-10-07")]),
    ("its invoice is in another currency", "invoices", "INV-1", {"currency": "EUR"}, []),
    ("more was agreed", "entries", "A", {"quantity": 2}, [("I4", "200.00", "100.00")]),
    ("less was agreed", "entries", "A", {"unit_netto_price": 99}, [("I5", "99.00", "100.00")]),
    ("it says no billing period", "agreements", "A", {"mapped_billing_period": ""}, []),
]


@pytest.mark.parametrize(
    ("where", "record", "told", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_an_order_bills_its_contract(store: Store, where: str, record: str, told: Row, expected: list[Told]) -> None:
    system = "firmao" if where in ("entries", "agreements") else "ordway"
    change(store, f"{system}.{where}", record, **told)
    assert found(store) == expected


def test_two_orders_may_bill_a_contract_together(store: Store) -> None:
    change(store, "firmao.entries", "A", quantity=2)
    put_order(store, "2", 100, notes="SA/A")
    assert found(store) == []


def test_what_two_orders_bill_too_much_is_billed_twice(store: Store) -> None:
    put_order(store, "2", 100, notes="SA/A")
    assert found(store) == [("I3", "100.00", "200.00"), ("I5", "100.00", "200.00")]


def test_what_goes_by_the_month_needs_a_subscription_in_spite_of_an_order(store: Store) -> None:
    change(store, "ordway.plans", "PLN-1", deleted_at="2026-11-01")
    assert [row[0] for row in found(store)] == ["C1", "I1", "I1"]


def test_an_order_without_a_period_in_the_contract_says_that_it_is_charged_once(store: Store) -> None:
    change(store, "ordway.plans", "PLN-1", deleted_at="2026-11-01")
    change(store, "firmao.agreements", "A", mapped_billing_period="")
    assert found(store) == []


@pytest.mark.parametrize(
    ("table", "record", "told", "is_told"),
    [
        ("orders", "ORD-1", {}, True),
        ("orders", "ORD-1", {"invoice_id": ""}, False),
        ("orders", "ORD-1", {"order_date": "2026-09-30"}, False),
        ("orders", "ORD-1", {"status": "Cancelled"}, False),
        ("invoices", "INV-1", {"status": "Draft"}, False),
    ],
)
def test_an_order_that_names_no_contract_is_told_with_it(
    store: Store, table: str, record: str, told: Row, is_told: bool
) -> None:
    change(store, "ordway.orders", "ORD-1", notes="")
    change(store, f"ordway.{table}", record, **told)
    [row] = [row for row in rows_of(store) if row["rule"] == "C1"]
    assert ("; order ORD-1 of 1 Oct 2026 over 100.00 PLN was billed to this customer" in row["evidence"]) is is_told
