"""What was found today may be wrong for months: the queue says since when, beside when it was seen first."""

from datetime import date, datetime

from ui.discrepancies.values import aged, wrong_since
from ui.sheet import words_of

FOUND = {"age_days": 0, "change": "new", "first_seen_at": datetime(2026, 11, 26, 8)}  # noqa: DTZ001 - UTC, as kept


def test_the_first_day_it_is_about_stands_beside_the_day_it_was_found() -> None:
    assert words_of(["div", {}, aged(FOUND)]) == "0 new"
    assert wrong_since(FOUND | {"wrong_since": date(2026, 8, 1)}) == "1 Aug 2026"


def test_a_day_that_is_only_known_from_when_it_was_found_is_quiet() -> None:
    assert wrong_since(FOUND | {"wrong_since": date(2026, 11, 26)}) == ["span", {"class": "quiet"}, "26 Nov 2026"]
