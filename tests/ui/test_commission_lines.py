"""The totals of lines of commission are those of its rows, each currency and what was clawed back by itself."""

from datetime import date
from decimal import Decimal
from typing import Any

from ui.commission.course import figure_of
from ui.commission.figures import found_line
from ui.commission.lines import exported, totals
from ui.commission.words import plan_in_words, releases
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


def test_what_would_release_a_line_says_what_its_customer_said_of_it() -> None:
    line: dict[str, Any] = {
        "waits_for": "payment",
        "invoice_id": "INV-1",
        "unpaid_amount": Decimal(123),
        "currency": "PLN",
    }
    line |= {"days_overdue": 3, "promised_amount": Decimal(200), "promised_for": date(2026, 3, 1)}
    waits = "123.00 PLN of INV-1 has to be paid: 3 days overdue."
    assert releases(line) == waits
    assert releases({**line, "promise": "broken"}) == (
        f"{waits} Its customer had promised 200.00 PLN by 1 Mar 2026 and did not pay."
    )
    disputed = {"promise": "open", "disputed_on": date(2026, 2, 25), "disputed_because": "Seats twice."}
    assert releases(line | disputed) == (
        f"{waits} Its customer promised 200.00 PLN by 1 Mar 2026. Disputed since 25 Feb 2026: Seats twice."
    )


def test_a_plan_whose_terms_changed_says_from_when_on_they_are_in_force() -> None:
    traced: dict[str, Any] = {"plan": "standard", "trigger_name": "invoice_paid_in_full", "plan_since": None}
    traced |= dict.fromkeys(("hold_days", "at_risk_days", "clawback_days"), 30)
    assert "signed on" not in plan_in_words(traced)
    since = plan_in_words({**traced, "plan_since": date(2027, 1, 1)})
    assert since.endswith("These are its terms for contracts signed on 1 Jan 2027 or later.")


def test_a_file_of_lines_says_the_states_as_the_screen_does() -> None:
    [row] = exported([{"state": "at risk", "waits_for": None}])
    assert row["state"] == "At risk"


def test_what_is_billed_in_another_currency_waits_for_its_invoice_to_be_corrected() -> None:
    line = {"waits_for": "other currency", "withheld": "INV-00007", "withheld_currency": "PLN", "currency": "EUR"}
    assert releases(line) == "INV-00007: billed in PLN, sold in EUR. Correct the invoice first."
