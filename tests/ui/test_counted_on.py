"""What the forecast counts on, and what it does not, leads to the invoices it is."""

from decimal import Decimal
from typing import Any

import pytest

from ui.collections import behind
from ui.collections.counted_on import counted_on
from ui.sheet import words_of


@pytest.fixture(autouse=True)
def _address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.address.st.query_params", {"view": "cash", "owner": "a@b.example"})


def row(**amounts: int) -> dict[str, Any]:
    own = {"balance": 400, "promised_amount": 0, "beyond_usual": 0, "not_soon": 0, "on_hold": 0} | amounts
    return {"currency": "PLN"} | {name: Decimal(value) for name, value in own.items()}


def test_what_is_told_apart_leads_to_its_invoices() -> None:
    told = str(counted_on([row(beyond_usual=300)]))
    assert "?view=invoices&owner=a%40b.example&standing=beyond_usual&currency=PLN" in told
    assert "standing=on_hold" not in told, "nothing leads nowhere"
    assert "standing=not_soon" in str(counted_on([row(not_soon=100)]))


def test_the_sum_is_told_above_its_invoices() -> None:
    rows = [{"currency": "PLN", "balance_all": Decimal(300), "count_all": 2}]
    assert behind.sum_told(rows, {"standing": "beyond_usual"}) == "Beyond what is usual: 2 invoices · 300.00 PLN"
    assert behind.sum_told(rows, {"bucket": "current", "owner": "Anna"}).startswith("Not due, Anna: ")
    assert behind.sum_told(rows, {}).startswith("Open invoices: ")


def test_zero_is_no_link() -> None:
    assert words_of(counted_on([row()])).count("0.00") >= 3
