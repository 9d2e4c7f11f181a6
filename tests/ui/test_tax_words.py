"""Net and gross amounts in one column say which they are."""

from decimal import Decimal

import pytest

from ui.sheet import words_of
from ui.tax_words import amount_with_tax_said


@pytest.mark.parametrize(
    ("kind", "amount", "said"),
    [
        ("signed", "100", "100.00 net"),
        ("contract line", "100", "100.00 net"),
        ("invoiced", "123", "123.00 gross"),
        ("invoice", "123", "123.00 gross"),
        ("paid", "123", "123.00"),
        ("signed", None, "–"),
    ],
)
def test_an_amount_says_whether_tax_is_in_it(kind: str, amount: str | None, said: str) -> None:
    row = {"kind": kind, "amount": Decimal(amount) if amount else None, "currency": "PLN"}
    assert words_of(amount_with_tax_said(row)) == said
