"""A credit lowers what was billed once, whatever it names of what is on its invoice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.store import Store
from tests.queries.small_records import copied, put, small_store
from tests.reconcile.seat_contract import (
    found,
    put_contract_of,
    put_credit,
    put_customer,
    put_invoice,
    put_months,
    put_subscription_of,
)

Row = dict[str, Any]
LISTED: Row = {"product_id": "P-1"}
TRAINING: Row = {"product_name": "TRN", "subscription_line_id": "L2"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A customer who has bought nothing yet, and a product that Ordway lists."""
    file = tmp_path_factory.mktemp("credited") / "tieout.duckdb"
    with small_store(file) as opened:
        put_customer(opened)
        put(opened, "ordway.products", id="P-1", name="Seats", sku="SEAT")
    return file


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(empty, tmp_path) as opened:
        yield opened


def amounts(store: Store) -> list[tuple[str, str, str]]:
    """Rule, period and impact of what is billed otherwise than agreed."""
    rows = [row for row in found(store) if row["rule"] in ("I1", "I4", "I5")]
    return [(row["rule"], str(row["period_start"]), f"{row['impact']:.2f}") for row in rows]


def test_two_periods_on_one_invoice_are_not_lowered_both(store: Store) -> None:
    put_contract_of(store)
    put_subscription_of(store)
    put_months(store, (8, 9), **LISTED)
    put_invoice(store, "I-X", [{"month": 10} | LISTED, {"month": 11} | LISTED], invoice_date="2026-10-01")
    put_credit(store, "I-X", "12.30", [{"product_id": "P-1", "effective_price": 10}])
    assert amounts(store) == [("I4", "2026-11-01", "10.00")]


def test_the_larger_of_two_periods_is_lowered(store: Store) -> None:
    put_contract_of(store)
    put_subscription_of(store)
    put_months(store, (8, 9), **LISTED)
    lines = [{"month": 10, "amount": 150} | LISTED, {"month": 11} | LISTED]
    put_invoice(store, "I-X", lines, invoice_date="2026-10-01")
    put_credit(store, "I-X", "61.50", [{"product_id": "P-1", "effective_price": 50}])
    assert amounts(store) == []


def test_two_lines_of_one_period_are_lowered_once(store: Store) -> None:
    put_contract_of(store, (("SEAT", 100), ("SEAT", 200)))
    put_subscription_of(store, (("SEAT", 100), ("SEAT", 200)))
    for month in (8, 9, 10, 11):
        second = {"month": month, "amount": 200, "subscription_line_id": "L2"} | LISTED
        put_invoice(store, f"I-{month}", [{"month": month} | LISTED, second])
    put_credit(store, "I-10", "12.30", [{"product_id": "P-1", "effective_price": 10}])
    assert amounts(store) == [("I4", "2026-10-01", "10.00")]


def test_a_credit_of_all_that_is_on_an_invoice_lowers_every_line(store: Store) -> None:
    put_contract_of(store)
    put_subscription_of(store)
    put_months(store, (8, 9), **LISTED)
    put_invoice(store, "I-X", [{"month": 10} | LISTED, {"month": 11} | LISTED], invoice_date="2026-10-01")
    put_credit(store, "I-X", "246", [{"product_id": "P-1", "effective_price": 200}])
    assert amounts(store) == [("I4", "2026-10-01", "100.00"), ("I4", "2026-11-01", "100.00")]


@pytest.mark.parametrize(
    "lines",
    [
        [{"product_name": "Goodwill", "effective_price": 50}],
        [{"product_name": "SEAT", "effective_price": 50}],
        [{"product_id": "P-2", "effective_price": 50}],
    ],
    ids=str,
)
def test_whatever_is_credited_on_one_product_lowers_it(store: Store, lines: list[Row]) -> None:
    put_contract_of(store)
    put_subscription_of(store)
    put_months(store, (8, 9, 11))
    put_months(store, (10,), amount=150)
    put_credit(store, "I-10", "61.50", lines)
    assert amounts(store) == []


def test_a_credit_without_lines_is_money_and_lowers_nothing(store: Store) -> None:
    put_contract_of(store)
    put_subscription_of(store)
    put_months(store)
    put_credit(store, "I-10", "61.50", [])
    assert amounts(store) == []


@pytest.mark.parametrize(("name", "rules"), [("SEAT", []), ("Goodwill", [("I5", "2026-10-01", "-50.00")])])
def test_of_several_products_a_credit_has_to_name_one(
    store: Store, name: str, rules: list[tuple[str, str, str]]
) -> None:
    put_contract_of(store, (("SEAT", 100), ("TRN", 10)))
    put_subscription_of(store, (("SEAT", 100), ("TRN", 10)))
    for month in (8, 9, 10, 11):
        seats = {"month": month, "amount": 150 if month == 10 else 100}
        put_invoice(store, f"I-{month}", [seats, {"month": month, "amount": 10} | TRAINING])
    put_credit(store, "I-10", "61.50", [{"product_name": name, "effective_price": 50}])
    assert amounts(store) == rules
    if rules:
        (row,) = [row for row in found(store) if row["rule"] == "I5"]
        assert row["evidence"].endswith("billed 150.00; a credit of 61.50 on it names none of its products")


@pytest.mark.parametrize("status", ["Reversed", "Processed"])
def test_only_a_credit_that_stands_lowers(store: Store, status: str) -> None:
    put_contract_of(store)
    put_subscription_of(store)
    put_months(store)
    put_credit(store, "I-10", "12.30", [{"product_name": "SEAT", "effective_price": 10}], status=status)
    assert amounts(store) == ([("I4", "2026-10-01", "10.00")] if status == "Processed" else [])
