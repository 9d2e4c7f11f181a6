"""Contracts that no subscription bills are agreements of their own, but for an annex that names its contract."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from tests.queries.small_records import (
    change,
    copied,
    put,
    put_contract,
    put_linked_account,
    put_subscription,
    small_store,
)

DAY = date(2026, 11, 23)
Row = dict[str, Any]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A customer of both systems, 1, and one that Ordway does not know, 2; neither has bought anything."""
    file = tmp_path_factory.mktemp("own") / "tieout.duckdb"
    with small_store(file) as opened:
        put_linked_account(opened, 1)
        put(opened, "firmao.customers", id="2", name="Nowa")
    return file


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    with copied(empty, tmp_path) as opened:
        yield opened


def found(store: Store, *codes: str) -> list[Row]:
    """What these rules find, by contract and period."""
    reconcile(store, DAY)
    rows = [row for row in records(store, "discrepancies/queue") if row["rule"] in codes]
    return sorted(rows, key=lambda row: (str(row["firmao_agreement_id"]), str(row["period_start"])))


def missed(store: Store) -> list[tuple[str, str, str]]:
    """Contract, day and amount of each invoice that is missing."""
    return [(row["firmao_agreement_id"], str(row["period_start"]), row["expected"]) for row in found(store, "I1")]


def test_two_contracts_of_one_account_are_missed_each_by_itself(store: Store) -> None:
    put_contract(store, "A", 1)
    put_contract(store, "B", 1, mapped_service_start="2026-10-11")
    assert missed(store) == [
        ("A", "2026-10-01", "100.00"), ("A", "2026-11-01", "100.00"),
        ("B", "2026-10-11", "100.00"), ("B", "2026-11-11", "100.00"),
    ]  # fmt: skip


@pytest.mark.parametrize("told", [{"number": "SA/A/A1"}, {"name": "Aneks nr 1 do umowy SA/A"}], ids=str)
def test_an_annex_that_names_its_contract_is_counted_with_it(store: Store, told: Row) -> None:
    put_contract(store, "A", 1)
    put_contract(store, "B", 1, mapped_service_start="2026-10-11", **told)
    # 21 of 31 days of October.
    assert [one[1:] for one in missed(store)] == [
        ("2026-10-01", "100.00"), ("2026-10-11", "67.74"), ("2026-11-01", "200.00")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        {"number": "SA/A1"},
        {"name": "Umowa obok SA/A"},
        {"name": "Aneks do SA/A1"},
        {"number": "SA/A/A1", "currency": "EUR"},
        {"number": "SA/A/A1", "customer_id": "2"},
        {"number": "SA/A/A1", "mapped_service_start": "2026-09-30"},
    ],
    ids=str,
)
def test_what_only_looks_like_an_annex_is_an_agreement_of_its_own(store: Store, told: Row) -> None:
    put_contract(store, "A", 1)
    put_contract(store, "B", 1, **{"mapped_service_start": "2026-10-11"} | told)
    assert [one for one in missed(store) if one[0] == "A"] == [
        ("A", "2026-10-01", "100.00"), ("A", "2026-11-01", "100.00")
    ]  # fmt: skip
    assert [row["firmao_agreement_id"] for row in found(store, "C1")] == ["A", "B"]


def test_an_annex_to_a_contract_that_is_billed_is_no_contract_without_a_subscription(store: Store) -> None:
    put_contract(store, "A", 1, mapped_ordway_subscription_id="S")
    put_subscription(store, "S", 1)
    put_contract(store, "B", 1, number="SA/A/A1", mapped_service_start="2026-10-11")
    assert [(row["rule"], row["firmao_agreement_id"]) for row in found(store, "C1", "T3")] == [("T3", "B")]


@pytest.mark.parametrize(("last_day", "sold"), [("2026-11-30", "4"), ("2026-10-31", "3")])
def test_an_annex_speaks_for_the_whole_once_its_contract_ran_out(store: Store, last_day: str, sold: str) -> None:
    put_contract(store, "A", 1, mapped_ordway_subscription_id="S", mapped_service_end=last_day)
    put_contract(store, "B", 1, number="SA/A/A1", mapped_service_start="2026-10-11")
    change(store, "firmao.entries", "B", quantity=3)
    put_subscription(store, "S", 1)
    assert [(row["expected"], row["actual"]) for row in found(store, "T3")] == [(sold, "1")]


def put_invoice(store: Store, currency: str, amount: int) -> None:
    """What the subscription S is billed for November."""
    own: Row = {"id": "INV-1", "customer_id": "C-1", "status": "Posted", "invoice_date": "2026-11-01"}
    own |= {"invoice_amount": amount, "balance": amount, "paid_amount": 0, "due_date": "2026-11-15"}
    put(store, "ordway.invoices", currency=currency, **own)
    line: Row = {"invoice_id": "INV-1", "position": 1, "subscription_id": "S", "subscription_line_id": "L-S"}
    line |= {"product_name": "SEAT", "start_date": "2026-11-01", "end_date": "2026-11-30", "line_tax": 0}
    put(store, "ordway.invoice_lines", effective_price=amount, **line)


def put_billed_contract(store: Store, contract: str, **told: Any) -> None:
    """A contract of account 1 from November on that the subscription S bills."""
    own = {"mapped_ordway_subscription_id": "S", "mapped_service_start": "2026-11-01"}
    put_contract(store, contract, 1, **own | told)


def test_an_annex_in_another_currency_is_found_and_not_added(store: Store) -> None:
    put_billed_contract(store, "A")
    put_billed_contract(store, "B", currency="EUR")
    put_subscription(store, "S", 1, service_start_date="2026-11-01")
    put_invoice(store, "PLN", 100)
    assert [(row["rule"], row["firmao_agreement_id"]) for row in found(store, "T4", "T6", "I1", "I4", "I5")] == [
        ("T6", "B")
    ]
    [told] = records(store, "discrepancies/not_checked")
    assert (told["contract_id"], told["reason"]) == ("B", "currency differs")


def test_an_annex_in_the_same_currency_is_added(store: Store) -> None:
    put_billed_contract(store, "A")
    put_billed_contract(store, "B")
    put_subscription(store, "S", 1, service_start_date="2026-11-01")
    put_invoice(store, "PLN", 100)
    assert [(row["rule"], row["expected"]) for row in found(store, "T6", "I1", "I4")] == [("I4", "200.00")]


@pytest.mark.parametrize(("currency", "rule"), [("EUR", "I10"), ("PLN", "I4")])
def test_an_invoice_in_another_currency_is_found_as_such(store: Store, currency: str, rule: str) -> None:
    put_billed_contract(store, "A")
    put_subscription(store, "S", 1, service_start_date="2026-11-01")
    put_invoice(store, currency, 25)
    assert [row["rule"] for row in found(store, "I1", "I3", "I4", "I5", "I10")] == [rule]


@pytest.mark.parametrize(
    ("customers", "named"),
    [
        ((1, 1), "is named by S-1, S-2: which"),
        ((1, 2), "is named by S-1 and from another account: which"),
        ((2, 1), "is named by S-2 and from another account: which"),
        ((2, 2), "is named from another account by several: which"),
    ],
)
def test_whose_subscription_names_a_contract_is_told_of_its_own_account_only(
    store: Store, customers: tuple[int, int], named: str
) -> None:
    put(store, "ordway.customers", id="C-2", name="Other", status="Active")
    put_contract(store, "A", 1)
    for number, customer in enumerate(customers, start=1):
        put_subscription(store, f"S-{number}", customer, mapped_firmao_agreement_id="A")
    [row] = found(store, "C1")
    assert named in row["evidence"]
