"""What the pictures of collections say: from zero up, in one currency, with the same told in words."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ui.collections.charts import forecast_figure, forecast_told
from ui.collections.trend import cei_figure, cei_told, trend_figure, trend_table, trend_told
from ui.sheet import words_of

MONDAY = date(2026, 11, 23)
COLOURS = ("#111111", "#222222", "#333333")


def week(number: int, expected: str, until: str) -> dict[str, Any]:
    amounts = {"expected_amount": expected, "expected_until": until, "low_until": "10.00", "high_until": "300.00"}
    told = {name: Decimal(value) for name, value in amounts.items()}
    return {"week_starts_on": MONDAY + timedelta(weeks=number), "currency": "PLN", "count_invoices": 1, **told}


def end(day: date, dso: str | None) -> dict[str, Any]:
    return {
        "day": day,
        "currency": "PLN",
        "dso": dso and Decimal(dso),
        "best_possible_dso": Decimal(20) if dso else None,
        "average_days_delinquent": Decimal(dso) - 20 if dso else None,
        "cei": dso and Decimal("88.888"),
    }


def test_a_forecast_shows_each_week_and_the_range_around_what_is_in_by_then() -> None:
    rows = [week(0, "100.00", "100.00"), week(1, "50.50", "150.50")]
    picture = forecast_figure(rows, "PLN", COLOURS[:2])
    high, low, bars, line = picture["data"]
    assert (bars["y"], line["y"]) == (["100.00", "50.50"], ["100.00", "150.50"])
    assert (high["y"], low["y"], low["fill"]) == (["300.00"] * 2, ["10.00"] * 2, "tonexty")
    assert picture["layout"]["xaxis"]["tickvals"] == ["2026-11-23", "2026-11-30"]
    assert picture["layout"]["yaxis"]["rangemode"] == "tozero"
    told = forecast_told(rows, "PLN")
    assert "100.00 PLN in the week of 23 Nov 2026, 150.50 PLN by the week of 30 Nov 2026" in told
    assert "10.00 PLN if everybody pays late, 300.00 PLN if early" in told


def test_a_month_without_sales_is_a_gap_in_the_trend() -> None:
    rows = [end(date(2026, 9, 30), None), end(date(2026, 10, 31), "31.5"), end(MONDAY, "40")]
    dso, best, late = trend_figure(rows, "PLN", COLOURS)["data"]
    assert (dso["y"], best["y"], late["y"]) == ([None, "31.5", "40"], [None, "20", "20"], [None, "11.5", "20"])
    assert dso["x"] == ["Sep 2026", "Oct 2026", "23 Nov 2026"], "an end of a month is told as the month"
    told = trend_told(rows, "PLN")
    assert "31.5 days at the end of 31 Oct 2026, 40.0 days at the end of 23 Nov 2026, of which 20.0" in told
    assert told.endswith("20.0 delinquent.")
    assert trend_told(rows[:1], "PLN") == "Nothing was sold in PLN, so there is no DSO."


def test_the_rate_is_drawn_and_told_too() -> None:
    rows = [end(date(2026, 9, 30), None), end(date(2026, 10, 31), "31.5"), end(MONDAY, "40")]
    [rate] = cei_figure(rows, "PLN", COLOURS[1])["data"]
    assert rate["y"] == [None, "88.888", "88.888"]
    assert cei_told(rows, "PLN").startswith("CEI in PLN: 88.9 % at the end of 31 Oct 2026, 88.9 %")
    assert cei_told(rows[:1], "PLN") == "Nothing could be collected in PLN, so there is no CEI."


def test_days_are_told_to_one_decimal() -> None:
    exact = end(MONDAY, "16.1666") | {
        "average_days_delinquent": Decimal("36.4352"),
        "dso_count_back": None,
        "cei": Decimal(90),
    }
    assert words_of(trend_table([exact])).endswith("16.2 20.0 36.4 – 90.0")
