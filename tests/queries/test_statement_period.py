"""The account of a period leads from what was to be paid before it, over every document, to what is after it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.run import records
from queries.store import Store
from tests.queries.collectors_records import empty, put_owed, put_paid, two_customers
from tests.queries.small_records import put

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with two customers."""
    with two_customers(tmp_path_factory.mktemp("period")) as made:
        yield made


def put_invoice(store: Store, name: str, on: date, amount: Decimal | int, **given: Any) -> None:
    put_owed(store, name, on, amount, invoice_date=on, **given)


def account(store: Store, since: date = FIRST, until: date = LAST) -> list[tuple[Any, ...]]:
    rows = records(store, "account/statement_period", account="F1", since=since, as_of=until)
    return [(row["kind"], row["document_id"], row["amount"], row["running_amount"]) for row in rows]


def test_it_leads_from_the_opening_to_the_closing_balance(store: Store) -> None:
    empty(store)
    put_invoice(store, "INV-1", date(2026, 9, 3), 100)
    put_invoice(store, "INV-2", date(2026, 10, 5), 40)
    put_invoice(store, "INV-3", date(2026, 9, 8), 25, status="Reversed", reversed_on=date(2026, 10, 9))
    put_invoice(store, "INV-4", date(2026, 10, 9), 500, status="Draft")
    put_invoice(store, "INV-5", date(2026, 11, 1), 60)
    put_paid(store, "PAY-1", date(2026, 10, 6), 100)
    put_paid(store, "PAY-2", date(2026, 10, 7), 40, status="Failed")
    put_paid(store, "PAY-3", date(2026, 10, 8), 30, status="Refunded")
    back = {"id": "REF-1", "customer_id": "C-1", "payment_id": "PAY-3", "refund_status": "Succeeded"}
    put(store, "ordway.refunds", **back, currency="PLN", refund_date=date(2026, 10, 20), refund_amount=30)
    assert account(store) == [
        ("opening", "", 125, 125),
        ("invoice", "INV-2", 40, 165),
        ("payment", "PAY-1", -100, 65),
        ("payment", "PAY-3", -30, 35),
        ("reversal", "INV-3", -25, 10),
        ("refund", "REF-1", 30, 40),
        ("closing", "", 40, 40),
    ]
    with store.transaction() as cursor:
        cursor.run("delete from ordway.refunds")


DOCUMENTS = st.lists(st.tuples(st.booleans(), st.integers(0, 90), st.integers(1, 10**6)), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=DOCUMENTS, first=st.integers(0, 90), length=st.integers(0, 60))
def test_what_one_period_closes_with_the_next_one_opens_with(
    store: Store, told: list[tuple[bool, int, int]], first: int, length: int
) -> None:
    empty(store)
    begin = date(2026, 8, 1)
    for number, (is_invoice, day, cents) in enumerate(told):
        keep, amount = put_invoice if is_invoice else put_paid, Decimal(cents) / 100
        keep(store, f"DOC-{number}", begin + timedelta(days=day), amount)
    since, until = begin + timedelta(days=first), begin + timedelta(days=first + length)

    def owed(last: int) -> Decimal:
        return sum((cents if is_invoice else -cents for is_invoice, day, cents in told if day <= last), 0) / Decimal(
            100
        )

    rows = account(store, since, until)
    if not rows:
        assert all(day > first + length for _, day, _ in told)
        return
    assert (rows[0][0], rows[0][2]) == ("opening", owed(first - 1))
    assert (rows[-1][0], rows[-1][2]) == ("closing", owed(first + length))
    assert rows[-2][3] == rows[-1][2] == sum(row[2] for row in rows[:-1])
    after = account(store, until + timedelta(days=1), until + timedelta(days=30))
    assert after[0][2] == rows[-1][2]
