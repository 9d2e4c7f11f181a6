"""Amounts follow the smallest unit of their currency, the same in the code as in the statements."""

from decimal import Decimal
from pathlib import Path

import pytest

from queries.currency import alike, decimals, money, plain_amount, rounded, spaced
from tests.stores import fresh_store


def test_the_code_and_the_statements_know_the_same_units(tmp_path: Path) -> None:
    store = fresh_store(tmp_path / "tieout.duckdb")
    with store.cursor() as cursor:
        told = dict(cursor.rows("select code, decimals from recon.currency"))
    store.close()
    assert {code: decimals(code) for code in told} == told
    assert [decimals(code) for code in ("PLN", "EUR", None)] == [2, 2, 2]


@pytest.mark.parametrize(
    ("amount", "currency", "plain", "told"),
    [
        ("1234.5", "PLN", "1234.50", "1,234.50 PLN"),
        ("-1234.50", "JPY", "-1234.5", "-1,234.5 JPY"),
        ("1234.00", "JPY", "1234", "1,234 JPY"),
        ("1234.5", "KWD", "1234.500", "1,234.500 KWD"),
        ("0.00", None, "0.00", "0.00"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(amount: str, currency: str | None, plain: str, told: str) -> None:
    assert plain_amount(Decimal(amount), currency) == plain
    assert money(Decimal(amount), currency) == told


@pytest.mark.parametrize(
    ("currency", "expected"), [("JPY", "1235"), ("PLN", "1234.57"), ("KWD", "1234.568"), (None, "1234.57")]
)
def test_it_is_rounded_half_up_to_the_smallest_unit(currency: str | None, expected: str) -> None:
    assert str(rounded(Decimal("1234.5675"), currency)) == expected


def test_numbers_side_by_side_have_as_many_decimals() -> None:
    assert alike("1234.5", "1300.00") == ("1234.50", "1300.00")
    assert alike("10", "12") == ("10", "12")
    assert alike("0123", "1.5") == ("0123", "1.5")
    assert alike(None, "1.5") == (None, "1.5")


def test_sentences_set_thousands_apart_in_amounts_only() -> None:
    assert [spaced(text) for text in ("1234.50", "1234", "5250001009", "Net 30")] == [
        "1,234.50",
        "1234",
        "5250001009",
        "Net 30",
    ]
