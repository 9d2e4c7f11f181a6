"""What was found today may be wrong for months: the queue says since when, beside when it was seen first."""

from datetime import date, datetime

from ui.discrepancies.values import aged
from ui.sheet import words_of

FOUND = {"age_days": 0, "change": "new", "first_seen_at": datetime(2026, 11, 26, 8)}  # noqa: DTZ001 - UTC, as kept


def test_the_first_day_it_is_about_stands_beside_the_day_it_was_found() -> None:
    told = words_of(["div", {}, aged(FOUND | {"period_start": date(2026, 8, 1)})])
    assert told == "0 new, since 26 Nov 2026 wrong since 1 Aug 2026"


def test_what_is_about_no_earlier_day_says_nothing_of_it() -> None:
    for began_on in (None, date(2026, 12, 1)):
        assert "wrong" not in words_of(["div", {}, aged(FOUND | {"period_start": began_on})])
