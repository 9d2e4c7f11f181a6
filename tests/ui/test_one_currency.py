"""What is said of rates where amounts are told in one currency, and to which unit these are shown."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.queries.small_records import small_store
from ui.reading import Reader
from ui.reporting import missing_told, rates_told, reported

RATES: list[dict[str, Any]] = [
    {"currency": "PLN", "reporting_currency": "PLN", "rate": Decimal(1)},
    {"currency": "EUR", "reporting_currency": "PLN", "rate": Decimal("4.25000000")},
    {"currency": "USD", "reporting_currency": "PLN", "rate": None},
]


def test_the_rates_are_told_and_what_has_none() -> None:
    assert rates_told(RATES, "PLN") == "All days at the rates of the day shown: 1 EUR = 4.25 PLN."
    assert missing_told(RATES, "PLN") == "There is no rate for USD: it stands by itself and is in no sum in PLN."
    assert missing_told(RATES[:2], "PLN") == ""


def test_what_was_converted_is_shown_to_the_smallest_unit_and_all_else_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rows = [
        {"currency": "PLN", "balance": Decimal("1.2350"), "dso": Decimal("35.1234")},
        {"currency": "KWD", "balance": Decimal("1.2345"), "dso": None},
    ]
    monkeypatch.setattr(Reader, "rows", lambda *_names, **_asked: rows)
    with small_store(tmp_path / "tieout.duckdb") as store:
        read = Reader(store, "1", date(2026, 11, 23))
        assert reported(read, "PLN", "collections/aging") == [
            {"currency": "PLN", "balance": Decimal("1.24"), "dso": Decimal("35.1234")},
            {"currency": "KWD", "balance": Decimal("1.235"), "dso": None},
        ]
        assert reported(read, "", "collections/aging") == rows
