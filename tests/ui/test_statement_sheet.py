"""A statement of account says who sends it, to whom, what became of each payment, and where to pay."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ui.collections.period import account_of, days_of
from ui.collections.statement import statement
from ui.sheet import node, words_of

CUSTOMER = {"ordway_name": "Theirs", "ordway_address": "Kraków", "ordway_tax_id": "PL 1"}
NOBODY = dict.fromkeys(("issuer", "address", "tax_number", "bank_account", "note"), "")


def told(issuer: dict[str, str]) -> str:
    return words_of(statement(NOBODY | issuer, CUSTOMER, [], [], node("div"), node("div")))


def test_it_says_who_sends_it_to_whom_and_where_to_pay() -> None:
    given = {"issuer": "Ours", "address": "Warszawa", "tax_number": "PL 2", "bank_account": "PL61", "note": "Thanks"}
    words = told(given)
    assert words.startswith("Ours Warszawa Tax number PL 2 Theirs Kraków Tax number PL 1")
    assert words.endswith("Please pay to PL61. Thanks")


def test_nobody_is_named_where_the_policy_does_not() -> None:
    assert told({}).startswith("Theirs Kraków Tax number PL 1")
    assert "Please pay" not in told({})


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("", date(2026, 10, 1), TODAY),
        ("month", date(2026, 11, 1), TODAY),
        ("last-month", date(2026, 10, 1), date(2026, 10, 31)),
        ("last-quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("year", date(2026, 1, 1), TODAY),
        ("last-year", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_is_of_the_calendar_and_ends_today_while_it_is_under_way(period: str, first: date, last: date) -> None:
    assert days_of(period, TODAY) == (first, last)


def test_the_last_month_of_january_is_of_the_year_before() -> None:
    assert days_of("last-month", date(2026, 1, 31)) == (date(2025, 12, 1), date(2025, 12, 31))
    assert days_of("last-quarter", date(2026, 1, 31)) == (date(2025, 10, 1), date(2025, 12, 31))


def entry(kind: str, number: str, amount: int, running: int) -> dict[str, Any]:
    own = {"kind": kind, "document_id": number, "happened_on": TODAY, "reference": "", "currency": "PLN"}
    return own | {"amount": Decimal(amount), "running_amount": Decimal(running)}


def test_the_account_says_where_billing_tells_another_balance_than_its_documents() -> None:
    rows = [entry("opening", "", 100, 100), entry("payment", "PAY-1", -60, 40), entry("closing", "", 40, 40)]
    span = (date(2026, 10, 1), TODAY)
    owed = {"currency": "PLN", "balance": Decimal(40)}
    told = words_of(account_of(rows, [owed], span, TODAY))
    assert "Opening balance" in told
    assert "Closing balance" in told
    assert "no document" not in told
    other = words_of(account_of(rows, [owed | {"balance": Decimal(0)}], span, TODAY))
    assert "Billing says that 0.00 PLN is to be paid, its documents come to 40.00 PLN" in other
    assert "no document tells of −40.00 PLN" in other
    assert "no document" not in words_of(account_of(rows, [], (span[0], date(2026, 10, 31)), TODAY))
