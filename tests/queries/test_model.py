"""What the model's words mean: a contract, what is open, what is settled, what is owed; in one small world."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from queries.run import records
from queries.store import Store
from sandbox.world import World
from tests.queries.conftest import PulledOnce
from tests.sync.conftest import DAY
from tests.sync.small_company import (
    agreement,
    credit,
    firmao_customer,
    invoice,
    ordway_customer,
    payment,
    subscription,
    subscription_line,
)

AGREEMENTS: list[tuple[dict[str, Any], bool | None]] = [
    ({"offerStatus": "ACCEPTED"}, True),
    ({"offerStatus": "EXECUTED"}, True),
    ({"offerStatus": "REJECTED"}, False),
    ({"offerStatus": "DURING_NEGOTIATIONS"}, False),
    ({"mode": "PURCHASE"}, None),
    ({"mode": None}, True),
]
RENEWED = {"tak": True, "YES": True, "true": True, "1": True, "nie": False, "no": False, "": None, "0": False}
INVOICE_STATUSES = {
    "Draft": ("draft", False),
    "Posted": ("posted", True),
    "Partially paid": ("partially_paid", True),
    "Partially Paid": ("partially_paid", True),
    "PARTIALLY-PAID": ("partially_paid", True),
    "PartiallyPaid": ("partially_paid", True),
    "Paid": ("paid", False),
    "Reversed": ("reversed", False),
    "A word to come": ("a_word_to_come", False),
}
PAYMENT_STATUSES = {
    "Processed": ("processed", True),
    "Partially refunded": ("partially_refunded", True),
    "Partially Refunded": ("partially_refunded", True),
    "partially_refunded": ("partially_refunded", True),
    "PARTIALLY-REFUNDED": ("partially_refunded", True),
    "PartiallyRefunded": ("partially_refunded", True),
    "Pending": ("pending", False),
    "Failed": ("failed", False),
    "Refunded": ("refunded", False),
    "Reversed": ("reversed", False),
    "Authentication Required": ("authentication_required", False),
}


def agreements() -> dict[int, dict[str, Any]]:
    """One of each kind; from 101 on, one for each word of automatic renewal."""
    made = {
        number: agreement(number, customer=1) | {"number": str(number)} | changed
        for number, (changed, _) in enumerate(AGREEMENTS, start=1)
    }
    for number, word in enumerate(RENEWED, start=101):
        made[number] = agreement(number, customer=1) | {"number": str(number), "customFields": {"custom5": word}}
    made[201] = made[1] | {"id": 201, "number": "201", "validFrom": "2026-03-01", "customFields": None}
    made[202] = made[201] | {"id": 202, "number": "202", "customFields": {"custom1": "2026-04-01"}}
    made[203] = made[201] | {"id": 203, "number": "203", "customFields": {"custom1": "in April", "custom2": "soon"}}
    return made


def owed_by_one() -> list[dict[str, Any]]:
    """Invoices in two currencies, of which some are not open."""
    return [
        invoice(101, customer=1) | {"currency": "EUR", "balance": "10.01", "due_date": "2026-09-30"},
        invoice(102, customer=1) | {"currency": "EUR", "balance": "20.02", "due_date": "2026-10-01"},
        invoice(103, customer=1) | {"currency": "PLN", "balance": "30.03", "due_date": "2026-09-01"},
        invoice(104, customer=1) | {"currency": "PLN", "balance": "99.00", "status": "Draft"},
        invoice(105, customer=1) | {"currency": "PLN", "balance": "99.00", "status": "Reversed"},
        invoice(106, customer=1) | {"currency": "PLN", "balance": "1,040.04", "status": "Partially Paid"},
    ]


def unapplied_of_one() -> dict[str, dict[str, dict[str, Any]]]:
    """Payments and credits of which something is left, some of them not real."""
    payments = [
        payment(101, customer=1) | {"unapplied_amount": "5.05", "currency": "EUR"},
        payment(102, customer=1) | {"unapplied_amount": "6.06", "currency": "EUR", "status": "Failed"},
        payment(103, customer=1) | {"unapplied_amount": "6.06", "currency": "EUR", "status": "Pending"},
    ]
    credits_given = [
        credit(101, customer=1, invoice=103) | {"unapplied_amount": "7.07"},
        credit(102, customer=1, invoice=103) | {"unapplied_amount": "8.08", "status": ""},
        credit(103, customer=1, invoice=103) | {"unapplied_amount": "9.09", "status": "Reversed"},
    ]
    return {"payments": {one["id"]: one for one in payments}, "credits": {one["id"]: one for one in credits_given}}


def company() -> World:
    """Customer 1 with everything that is looked at, customer 2 with one invoice and payment of every status."""
    world = World(DAY)
    world.firmao = {"customers": {n: firmao_customer(n) for n in (1, 2)}, "agreements": agreements()}
    statuses = [invoice(200 + n, customer=2) | {"status": status} for n, status in enumerate(INVOICE_STATUSES, start=1)]
    world.ordway = {"customers": {one["id"]: one for one in map(ordway_customer, (1, 2))}} | unapplied_of_one()
    world.ordway["invoices"] = {one["id"]: one for one in owed_by_one() + statuses}
    for number, status in enumerate(PAYMENT_STATUSES, start=201):
        world.ordway["payments"][f"PMT-00{number}"] = payment(number, customer=2) | {"status": status}
    lines = [subscription_line(1), subscription_line(2) | {"charge_type": "One-Time", "discount": ""}]
    world.ordway["subscriptions"] = {
        "S-00001": subscription(1, customer=1) | {"plans": lines, "cancellation_date": "2026-12-31"},
        "S-00002": subscription(2, customer=1) | {"status": "Cancelled", "cancellation_date": "2026-08-31"},
    }
    return world


@pytest.fixture(scope="module")
def store(pulled_once: PulledOnce) -> Iterator[Store]:
    """A store that holds it."""
    with pulled_once(company()) as opened:
        yield opened


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    """What the model answers."""
    with store.cursor() as cursor:
        return cursor.rows(sql)


def test_sales_are_contracts_and_accepted_ones_are_won(store: Store) -> None:
    found = dict(rows(store, "select contract_id, is_won from model.contract where contract_id::int < 100"))
    assert found == {str(n): won for n, (_, won) in enumerate(AGREEMENTS, start=1) if won is not None}


def test_automatic_renewal_is_read_in_both_languages(store: Store) -> None:
    found = dict(rows(store, "select contract_id, is_auto_renewed from model.contract"))
    assert {word: found[str(n)] for n, word in enumerate(RENEWED, start=101)} == RENEWED


def test_service_begins_on_the_mapped_day_else_on_that_of_the_document_and_no_day_is_guessed(store: Store) -> None:
    found = rows(store, "select contract_id, starts_on, ends_on from model.contract where contract_id like '20_'")
    assert set(found) == {
        ("201", date(2026, 3, 1), None),
        ("202", date(2026, 4, 1), None),
        ("203", None, None),
    }


def test_an_invoice_is_open_while_something_posted_is_left(store: Store) -> None:
    found = rows(store, "select status, is_open from model.invoice where account_id = 'F2' order by invoice_id")
    assert found == list(INVOICE_STATUSES.values())


def test_a_payment_is_settled_when_the_money_is_there(store: Store) -> None:
    found = rows(store, "select status, is_settled from model.payment where account_id = 'F2' order by payment_id")
    assert found == list(PAYMENT_STATUSES.values())


def test_a_subscription_is_cancelled_on_a_day_only_when_it_is_cancelled(store: Store) -> None:
    found = rows(store, "select status, cancelled_on from model.subscription order by subscription_id")
    assert found == [("active", None), ("cancelled", date(2026, 8, 31))]


def test_a_line_says_how_it_is_charged_in_one_spelling(store: Store) -> None:
    found = rows(
        store,
        "select charge_type, discount_percent from model.subscription_line "
        "where subscription_id = 'S-00001' order by position",
    )
    assert found == [("recurring", Decimal(0)), ("one_time", Decimal(0))]


def test_balances_keep_currencies_apart_and_count_only_what_is_open(store: Store) -> None:
    found = records(store, "account/figures", account="F1", as_of=date(2026, 10, 1))
    named = ("currency", "balance", "overdue", "unapplied_cash", "unapplied_credit")
    assert [tuple(row[name] for name in named) for row in found] == [
        ("PLN", Decimal("1070.07"), Decimal("30.03"), Decimal("0"), Decimal("15.15")),
        ("EUR", Decimal("30.03"), Decimal("10.01"), Decimal("5.05"), Decimal("0")),
    ]


@pytest.mark.parametrize(
    ("as_of", "overdue"),
    [
        ("2026-09-01", {}),
        ("2026-09-30", {"INV-00103": 29}),
        ("2026-10-01", {"INV-00101": 1, "INV-00103": 30}),
        ("2026-10-02", {"INV-00101": 2, "INV-00102": 1, "INV-00103": 31, "INV-00106": 1}),
    ],
)
def test_an_invoice_is_overdue_from_the_day_after_it_is_due(store: Store, as_of: str, overdue: dict[str, int]) -> None:
    found = records(store, "account/invoices", account="F1", as_of=as_of)
    late = {row["invoice_id"]: row["days_overdue"] for row in found if row["days_overdue"] is not None}
    assert late == overdue
    balances = records(store, "account/figures", account="F1", as_of=as_of)
    open_late = sum(row["balance"] for row in found if row["invoice_id"] in overdue)
    assert sum(row["overdue"] for row in balances) == open_late
