"""The pictures of an account's page say what their figures say, and no address from outside is followed blindly."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ui.account.chart import figure_of
from ui.account.course import course
from ui.account.documents import document_link

MONTHS = [date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30)]


def rows(*amounts: str) -> list[dict[str, Any]]:
    """An amount at each month end, in złotys."""
    told = zip(MONTHS, amounts, strict=True)
    return [{"currency": "PLN", "month_end": day, "balance": Decimal(amount)} for day, amount in told]


def test_bars_have_the_amounts_of_the_table_and_begin_at_zero() -> None:
    told = [{"month": "Nov 2026", "expected_amount": Decimal("1070.07"), "billed_amount": Decimal("0.10")}]
    made = figure_of(told, "PLN", ("blue", "violet"))
    assert [bar["y"] for bar in made["data"]] == [["1070.07"], ["0.10"]]
    assert made["layout"]["yaxis"]["rangemode"] == "tozero"
    assert "PLN" in made["layout"]["yaxis"]["title"]["text"]


def test_a_course_rises_from_zero_to_its_most() -> None:
    made = course(rows("0", "50", "100"), "balance", "PLN")
    assert made is not None
    assert made[2][1]["points"] == "0,22 48,11 96,0"
    assert "30 Nov 2026: 100.00 PLN" in made[1]["aria-label"]


def test_what_never_was_anything_has_no_course() -> None:
    assert course(rows("0", "0", "0"), "balance", "PLN") is None
    assert course(rows("0", "50", "100"), "balance", "EUR") is None


def test_names_of_bars_stand_above_them_however_many_lines_they_take() -> None:
    legend = figure_of([], "PLN", ("blue", "violet"))["layout"]["legend"]
    assert legend["yanchor"] == "bottom"
    assert legend["y"] >= 1


@pytest.mark.parametrize("address", ["", None, "javascript:alert(1)", "data:text/html,x", " https://x.example"])
def test_only_an_address_of_the_web_leads_to_a_document(address: str | None) -> None:
    assert document_link(address) is None


def test_a_document_of_ordway_opens_in_a_tab_of_its_own() -> None:
    made = document_link("https://ordway.example/INV-1.pdf")
    assert made is not None
    assert made[1] == {
        "href": "https://ordway.example/INV-1.pdf",
        "target": "_blank",
        "rel": "noopener noreferrer",
    }
