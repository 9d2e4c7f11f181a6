"""A record that lacks a value stops nothing: what is found is told without it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from queries.run import records
from queries.store import Store
from tests.queries.small_records import change, copied, put, small_store
from tests.reconcile.seat_contract import found, put_agreeing, put_customer

# What changes, and the rule that finds something in it.
CASES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("C7", "firmao.agreements", "1", {"netto_price": 101, "vat_price": None}),
    ("T3", "firmao.entries", "1.0", {"quantity": 2, "product_name": None}),
    ("I10", "ordway.invoices", "I-10", {"invoice_amount": 150, "balance": None}),
    ("I10", "ordway.invoices", "I-10", {"invoice_amount": 150, "paid_amount": None}),
    ("L2", "ordway.customers", "C-2", {"name": None}),
    ("T8", "firmao.agreements", "1", {"number": None, "mapped_service_start": "2026-09-01"}),
    ("T9", "firmao.agreements", "1", {"number": None, "mapped_service_end": "2027-08-31"}),
]


@pytest.fixture(scope="module")
def agreeing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One contract that is billed as agreed, and a customer that only Ordway knows."""
    file = tmp_path_factory.mktemp("incomplete") / "tieout.duckdb"
    with small_store(file) as opened:
        put_customer(opened)
        put_agreeing(opened)
        put(opened, "ordway.customers", id="C-2", name="Nowa", status="Active")
    return file


@pytest.fixture
def store(agreeing: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(agreeing, tmp_path) as opened:
        yield opened


def told(store: Store, code: str) -> str:
    """What the rule says."""
    (row,) = [row for row in found(store) if row["rule"] == code]
    return str(row["evidence"])


@pytest.mark.parametrize(("code", "table", "record", "values"), CASES, ids=lambda told: str(told)[:40])
def test_it_is_found_all_the_same(store: Store, code: str, table: str, record: str, values: dict[str, Any]) -> None:
    change(store, table, record, **values)
    assert len(told(store, code)) > len("it says something")


def test_what_is_agreed_is_silent(store: Store) -> None:
    assert [row["rule"] for row in found(store)] == ["L2"]


def test_a_contract_without_a_number_goes_by_its_id(store: Store) -> None:
    change(store, "firmao.agreements", "1", number=None)
    put(store, "firmao.agreements", id="7", customer_id="1", offer_status="ACCEPTED", mapped_service_start="2026-10-01")
    assert told(store, "C1").startswith("7 runs from 1 Oct 2026")


def test_a_line_without_a_name_goes_by_its_code(store: Store) -> None:
    put(store, "firmao.entries", id="1.9", agreement_id="1", product_code="TRN", quantity=1, unit_netto_price=0)
    assert told(store, "T1") == "TRN is in the contract and is no line of the subscription"


def test_the_customer_of_a_contract_without_a_number_is_told(store: Store) -> None:
    put(store, "firmao.customers", id="9", name="Nowa")
    put(store, "firmao.agreements", id="7", customer_id="9", offer_status="ACCEPTED", mapped_service_start="2026-10-01")
    assert told(store, "L1") == "the customer of 7 has no customer in Ordway"


def test_an_expansion_of_no_version_is_told(store: Store) -> None:
    change(store, "ordway.subscriptions", "S", version=None)
    put(
        store, "firmao.agreements", id="7", number="SA/1/A1", customer_id="1", offer_status="ACCEPTED", currency="PLN",
        mapped_service_start="2026-11-01", mapped_billing_period="Monthly", creation_date="2026-10-20",
    )  # fmt: skip
    put(store, "firmao.entries", id="7", agreement_id="7", product_code="SEAT", quantity=2, unit_netto_price=100)
    assert told(store, "C6") == "SA/1/A1 was signed after the last version of the subscription and adds or raises SEAT"


def unchecked(store: Store) -> list[tuple[str, str]]:
    """What of the contract is not compared, and the rules of what is found all the same."""
    assert [row["rule"] for row in found(store)] == ["L2"]
    return [(row["reason"], row["told"]) for row in records(store, "discrepancies/not_checked")]


@pytest.mark.parametrize("values", [{"quantity": None}, {"unit_netto_price": None}], ids=str)
def test_what_an_entry_without_quantity_or_price_is_worth_is_not_guessed(store: Store, values: dict[str, Any]) -> None:
    change(store, "firmao.entries", "1.0", **values)
    assert unchecked(store) == [("a line has no quantity or no price", "SEAT")]


def test_one_that_is_worth_nothing_by_what_it_says_is_known(store: Store) -> None:
    change(store, "firmao.entries", "1.0", quantity=None, unit_netto_price=0)
    assert {row["rule"] for row in found(store)} == {"L2", "I5", "T4"}


@pytest.mark.parametrize(
    ("price", "reasons"), [(70, [("a line names no product", "line 1.9 over 70.00 PLN")]), (0, [])], ids=str
)
def test_an_entry_that_names_no_product_is_told(store: Store, price: int, reasons: list[tuple[str, str]]) -> None:
    put(store, "firmao.entries", id="1.9", agreement_id="1", quantity=1, unit_netto_price=price, netto_price=price)
    change(store, "firmao.agreements", "1", netto_price=100 + price)
    assert unchecked(store) == reasons
