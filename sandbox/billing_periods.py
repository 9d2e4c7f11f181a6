"""Billing periods and the part of one that is billed."""

import calendar
from collections.abc import Iterator
from datetime import date


def add_months(day: date, months: int, anchor: int | None = None) -> date:
    """The day so many months later; the anchor day sticks: 31 Jan, 28 Feb, 31 Mar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(anchor or day.day, calendar.monthrange(year, month + 1)[1]))


def periods(start: date, before: date, months: int, anchor: int | None = None) -> Iterator[tuple[date, date]]:
    """Half-open billing periods `[starts_on, ends_before)` from `start` that begin before `before`.

    `anchor` is the day of the month that sticks, where `start` itself falls into a shorter month.
    """
    day, number = anchor or start.day, 0
    while (begins := add_months(start, number * months, day)) < before:
        number += 1
        yield begins, add_months(start, number * months, day)


def days_used(starts_on: date, ends_before: date, period: tuple[date, date]) -> tuple[int, int]:
    """How many days of a whole period are used, and how many it has."""
    first, last = period
    return (min(ends_before, last) - max(starts_on, first)).days, (last - first).days
