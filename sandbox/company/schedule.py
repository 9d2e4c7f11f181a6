"""Billing periods and the part of one that is billed."""

import calendar
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_CENT = Decimal("0.01")


def add_months(day: date, months: int, anchor: int | None = None) -> date:
    """The day so many months later; the anchor day sticks: 31 Jan, 28 Feb, 31 Mar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(anchor or day.day, calendar.monthrange(year, month + 1)[1]))


def periods(start: date, before: date, months: int) -> Iterator[tuple[date, date]]:
    """Half-open billing periods `[starts_on, ends_before)` from `start` that begin before `before`."""
    number = 0
    while (begins := add_months(start, number * months, start.day)) < before:
        number += 1
        yield begins, add_months(start, number * months, start.day)


def prorated(net: Decimal, starts_on: date, ends_before: date, period: tuple[date, date]) -> Decimal:
    """The part of a period's net amount for the days used of it, rounded half up to the cent."""
    first, last = period
    used = (min(ends_before, last) - max(starts_on, first)).days
    return (net * used / (last - first).days).quantize(_CENT, ROUND_HALF_UP)
