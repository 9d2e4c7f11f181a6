"""What a changed plan comes to: for each rep and for all of them, each currency by itself."""

from decimal import Decimal
from typing import Any

from ui.commission.what_if import exported, exported_totals, totals

ANNA, JAN = "anna@sales.example", "jan@sales.example"


def row(rep: str, state: str, now: str, changed: str, currency: str = "PLN") -> dict[str, Any]:
    present, after = Decimal(now), Decimal(changed)
    amounts = {"present_amount": present, "changed_amount": after, "difference": after - present}
    return {"rep": rep, "state": state, "currency": currency, **amounts}


ROWS = [
    row(ANNA, "expected", "100.00", "120.00"),
    row(ANNA, "released", "10.00", "12.00"),
    row(ANNA, "clawed back", "5.00", "6.00"),
    row(JAN, "expected", "1.00", "1.20"),
    row(JAN, "expected", "7.00", "6.00", "EUR"),
]


def test_it_is_told_before_and_after_for_each_rep_and_for_all_without_what_was_clawed_back() -> None:
    found = {
        (one["rep"], one["currency"]): tuple(
            str(one[name]) for name in ("present_amount", "changed_amount", "difference")
        )
        for one in totals(ROWS)
    }
    assert found == {
        ("", "PLN"): ("111.00", "133.20", "22.20"),
        ("", "EUR"): ("7.00", "6.00", "-1.00"),
        (ANNA, "PLN"): ("110.00", "132.00", "22.00"),
        (JAN, "PLN"): ("1.00", "1.20", "0.20"),
        (JAN, "EUR"): ("7.00", "6.00", "-1.00"),
    }


def test_of_one_rep_there_is_no_sum_of_all() -> None:
    assert [one["rep"] for one in totals(ROWS[:3])] == [ANNA]


def test_a_file_has_the_words_of_the_screen() -> None:
    assert [one["state"] for one in exported(ROWS)][:3] == ["Expected", "Released", "Clawed back"]
    assert [one["rep"] for one in exported_totals(ROWS)][:2] == ["All reps", "All reps"]
