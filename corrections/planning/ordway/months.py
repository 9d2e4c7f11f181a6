"""Counting days by whole months, whose day of the month sticks: 31 January, 28 February, 31 March."""

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, months: int) -> date:
    """So many months later, on the same day of the month or its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def term_end(starts_on: date, months: int) -> date:
    """The last day of a term of so many months."""
    return add_months(starts_on, months) - timedelta(days=1)


def whole_months(starts_on: date, ends_on: date) -> int | None:
    """How many months a term has, None where they are not whole ones."""
    after = ends_on + timedelta(days=1)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    return months if months > 0 and term_end(starts_on, months) == ends_on else None
