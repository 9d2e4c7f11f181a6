"""The totals of lines of commission are those of its rows, each currency and what was clawed back by itself."""

from decimal import Decimal

from ui.commission.course import figure_of
from ui.commission.figures import found_line
from ui.commission.lines import totals
from ui.commission.words import releases
from ui.language import speaking


def test_totals_are_those_of_the_rows_at_hand() -> None:
    rows = [
        {"currency": "PLN", "state": "released", "amount": Decimal("10.05")},
        {"currency": "EUR", "state": "released", "amount": Decimal("3.00")},
        {"currency": "PLN", "state": "released", "amount": Decimal("0.05")},
        {"currency": "PLN", "state": "clawed back", "amount": Decimal("4.00")},
    ]
    assert totals(rows) == [
        {"currency": "EUR", "state": "released", "found": 1, "amount": Decimal("3.00")},
        {"currency": "PLN", "state": "clawed back", "found": 1, "amount": Decimal("4.00")},
        {"currency": "PLN", "state": "released", "found": 2, "amount": Decimal("10.10")},
    ]
    assert totals([]) == []


def test_what_was_clawed_back_is_told_beside_the_sum_and_not_in_it() -> None:
    counted = [{"currency": "PLN", "found": 3, "amount": Decimal("10.10"), "taken_back_amount": Decimal("4.00")}]
    assert found_line(counted) == "3 lines · 10.10 PLN · clawed back 4.00 PLN"


def test_a_bar_says_its_amount_in_the_language_and_its_chart_the_currency() -> None:
    row = {"month_told": "Oct", "released_amount": Decimal("5998.50")}
    with speaking("pl"):
        drawn = figure_of([row], "PLN")
    assert drawn["data"][0]["text"] == ["5\N{NO-BREAK SPACE}999"]
    assert "PLN" in drawn["layout"]["title"]["text"]


def test_what_is_billed_in_another_currency_waits_for_its_invoice_to_be_corrected() -> None:
    line = {"waits_for": "other currency", "withheld": "INV-00007", "withheld_currency": "PLN", "currency": "EUR"}
    assert releases(line) == "INV-00007: billed in PLN, sold in EUR. Correct the invoice first."
