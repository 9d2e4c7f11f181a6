"""What does not add up is found also where there is nothing to add, and its amounts are those that differ."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from queries.run import records
from queries.store import Store
from tests.queries.small_records import change, copied, put, small_store
from tests.reconcile.seat_contract import found, put_agreeing, put_credit, put_customer

Row = dict[str, Any]


@pytest.fixture(scope="module")
def agreeing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One contract that is billed and paid as agreed."""
    file = tmp_path_factory.mktemp("sums") / "tieout.duckdb"
    with small_store(file) as opened:
        put_customer(opened)
        put_agreeing(opened)
    return file


@pytest.fixture
def store(agreeing: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(agreeing, tmp_path) as opened:
        yield opened


def told(store: Store) -> list[tuple[str, str, str, str]]:
    """Rule, expected, actual and impact of what is found."""
    return [(row["rule"], row["expected"], row["actual"], f"{row['impact']:.2f}") for row in found(store)]


def put_bare(store: Store, amount: int) -> None:
    """An invoice that has no lines."""
    own: Row = {"id": "I-X", "customer_id": "C-1", "status": "Posted", "currency": "PLN", "paid_amount": 0}
    own |= {"invoice_date": "2026-11-02", "due_date": "2026-11-16", "invoice_amount": amount, "balance": amount}
    put(store, "ordway.invoices", **own)


def test_an_invoice_without_lines_does_not_add_up(store: Store) -> None:
    put_bare(store, 100)
    assert told(store) == [("I10", "0.00", "100.00", "-100.00")]


def test_an_invoice_over_nothing_needs_no_lines(store: Store) -> None:
    put_bare(store, 0)
    assert told(store) == []


def test_an_invoice_whose_line_lacks_its_tax_is_not_added_up(store: Store) -> None:
    with store.transaction() as cursor:
        cursor.run("update ordway.invoice_lines set line_tax = null where invoice_id = 'I-10'")
    assert "I10" not in {row[0] for row in told(store)}


def test_a_wrong_balance_is_what_differs(store: Store) -> None:
    change(store, "ordway.invoices", "I-10", balance=5)
    assert told(store) == [("I10", "0.00", "5.00", "-5.00")]
    assert found(store)[0]["evidence"].endswith("paid 123.00, credited 0.00, open 5.00 where 0.00 is left")


def test_a_credit_lowers_what_is_left_open(store: Store) -> None:
    put_credit(store, "I-10", "5")
    change(store, "ordway.invoices", "I-10", paid_amount=118)
    assert "I10" not in {row[0] for row in told(store)}


def test_a_contract_over_something_needs_entries(store: Store) -> None:
    put(store, "firmao.agreements", id="7", number="SA/7", customer_id="1", offer_status="ACCEPTED", currency="PLN",
        netto_price=100, mapped_service_start="2027-01-01", mapped_billing_period="Monthly")  # fmt: skip
    assert told(store) == [("C7", "0.00", "100.00", "0.00")]


@pytest.mark.parametrize("net", [0, None])
def test_a_contract_over_nothing_needs_no_entries(store: Store, net: int | None) -> None:
    put(store, "firmao.agreements", id="7", number="SA/7", customer_id="1", offer_status="ACCEPTED", currency="PLN",
        netto_price=net, mapped_service_start="2027-01-01", mapped_billing_period="Monthly")  # fmt: skip
    assert told(store) == []


def test_a_contract_whose_entry_has_no_amount_is_not_added_up(store: Store) -> None:
    put(store, "firmao.entries", id="1.9", agreement_id="1", product_code="SEAT", quantity=0, unit_netto_price=0)
    assert "C7" not in {row[0] for row in told(store)}


def test_a_wrong_gross_value_is_what_differs(store: Store) -> None:
    change(store, "firmao.agreements", "1", vat_price=23, brutto_price=125)
    assert told(store) == [("C7", "123.00", "125.00", "0.00")]


def test_what_a_negative_balance_says_was_paid_is_told(store: Store) -> None:
    change(store, "ordway.invoices", "I-11", balance=-10, paid_amount=133)
    assert told(store) == [("P3", "123.00", "133.00", "-10.00")]
    assert found(store)[0]["evidence"] == "133.00 counts as paid of an invoice of 123.00 PLN, its balance is -10.00"


def put_order(store: Store, rate: str) -> None:
    """A contract that is charged once, and the invoice of the order that bills it."""
    put(store, "ordway.products", id="P-S", name="SETUP", sku="SETUP")
    put(store, "ordway.plans", id="PL", name="Setup", status="Active")
    put(store, "ordway.plan_charges", plan_id="PL", position=1, product_id="P-S", type="One time")
    put(store, "firmao.agreements", id="7", number="SA/7", customer_id="1", offer_status="ACCEPTED", currency="PLN",
        netto_price=500, mapped_service_start="2026-08-01", mapped_payment_terms="Net 14")  # fmt: skip
    put(store, "firmao.entries", id="7", agreement_id="7", product_code="SETUP", product_name="SETUP", quantity=1,
        unit_netto_price=500, netto_price=500, vat_percent=23)  # fmt: skip
    put(store, "ordway.orders", id="O-1", customer_id="C-1", status="Invoiced", currency="PLN", notes="SA/7",
        order_date="2026-08-01", order_amount=500, invoice_id="I-O")  # fmt: skip
    tax = 500 * Decimal(rate)
    own: Row = {"id": "I-O", "customer_id": "C-1", "status": "Paid", "currency": "PLN", "invoice_date": "2026-08-01"}
    own |= {"due_date": "2026-08-15", "invoice_amount": 500 + tax, "paid_amount": 500 + tax, "balance": 0}
    put(store, "ordway.invoices", **own)
    put(store, "ordway.invoice_lines", invoice_id="I-O", position=1, order_id="O-1", product_id="P-S",
        product_name="SETUP", effective_price=500, line_tax=tax, start_date="2026-08-01")  # fmt: skip


@pytest.mark.parametrize(("rate", "wrong"), [("0.23", []), ("0.08", [("I8", "115.00", "40.00", "75.00")])])
def test_what_an_order_bills_is_taxed_as_agreed(
    store: Store, rate: str, wrong: list[tuple[str, str, str, str]]
) -> None:
    put_order(store, rate)
    assert told(store) == wrong


def sides(store: Store) -> dict[str, tuple[str, str | None]]:
    """What billing has of the one discrepancy, by field, and the rule that says it is wrong."""
    (row,) = found(store)
    rows = records(store, "discrepancies/document_sides", discrepancy=row["id"])
    return {row["field"]: (row["ordway"], row["found_rule"]) for row in rows if row["part"] == "money"}


def test_the_amounts_of_an_invoice_are_beside_each_other(store: Store) -> None:
    change(store, "ordway.invoices", "I-11", balance=-10, paid_amount=133)
    paid = {"Amount": ("123.0000", None), "Paid or applied": ("133.0000", "P3"), "Balance": ("-10.0000", "P3")}
    assert sides(store) == paid


@pytest.mark.parametrize(("values", "field"), [({"balance": 5}, "Balance"), ({"invoice_amount": 100}, "Amount")])
def test_what_does_not_add_up_is_marked_where_it_does_not(store: Store, values: Row, field: str) -> None:
    change(store, "ordway.invoices", "I-10", **values)
    assert [name for name, (_, rule) in sides(store).items() if rule] == [field]


def test_the_amounts_of_a_payment_are_beside_each_other(store: Store) -> None:
    put_bare(store, 0)
    change(store, "ordway.invoices", "I-11", status="Posted", balance=123, paid_amount=0)
    put(store, "ordway.payments", id="P-1", customer_id="C-1", status="Processed", currency="PLN",
        payment_date="2026-11-10", payment_amount=50, applied_amount=0, unapplied_amount=50)  # fmt: skip
    assert sides(store)["Unapplied"] == ("50.0000", "P1")


def test_amounts_have_as_many_decimals_as_their_currency(store: Store) -> None:
    own: Row = {"id": "I-J", "customer_id": "C-1", "status": "Posted", "currency": "JPY", "paid_amount": 0}
    own |= {"invoice_date": "2026-11-20", "due_date": "2026-12-04", "invoice_amount": 0, "balance": 120}
    put(store, "ordway.invoices", **own)
    put(store, "ordway.payments", id="P-1", customer_id="C-1", status="Processed", currency="JPY",
        payment_date="2026-11-10", payment_amount=50, applied_amount=0, unapplied_amount=50)  # fmt: skip
    assert [row[:3] for row in told(store)] == [("I10", "0", "120"), ("P1", "0", "50")]
