"""The billing schedule once more, slow and obvious: day by day, with fractions. Written from the definition alone."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

UNITS = {"PLN": Fraction(1, 100), "JPY": Fraction(1), "KRW": Fraction(1), "KWD": Fraction(1, 1000)}
MONTHS = {"Monthly": 1, "Quarterly": 3, "Semi-Annually": 6, "Annually": 12}


@dataclass(frozen=True)
class Line:
    """A contract line: from its contract's first to its last day, billed in periods counted from `anchor`."""

    starts_on: date
    ends_on: date
    anchor: date
    period: str
    in_advance: bool
    quantity: Decimal
    price: Decimal
    discount: Decimal
    currency: str = "PLN"


@dataclass(frozen=True)
class Due:
    """What is due for one period of a line."""

    period_start: date
    period_end: date
    due_on: date
    amount: Decimal


def schedule(line: Line) -> list[Due]:
    """Everything due for a line, in order."""
    found: list[Due] = []
    number = 0
    while True:
        first, following = period(line, number)
        if first > line.ends_on:
            return found
        used = [day for day in days(first, following) if line.starts_on <= day <= line.ends_on]
        if used:
            share = Fraction(len(used), len(days(first, following)))
            whole = Fraction(line.price) * Fraction(line.quantity) * (1 - Fraction(line.discount) / 100)
            due_on = used[0] if line.in_advance else used[-1] + timedelta(days=1)
            found.append(Due(used[0], used[-1], due_on, rounded(whole * share, UNITS[line.currency])))
        number += 1


def period(line: Line, number: int) -> tuple[date, date]:
    """First day of a period and of the one after it."""
    months = MONTHS[line.period]
    return months_after(line.anchor, number * months), months_after(line.anchor, (number + 1) * months)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def days(first: date, following: date) -> list[date]:
    """Every day from the first up to but not including the following one."""
    return [first + timedelta(days=number) for number in range((following - first).days)]


def rounded(amount: Fraction, unit: Fraction) -> Decimal:
    """Rounded half up to the currency's smallest unit."""
    exact = int(amount / unit + Fraction(1, 2)) * unit
    return Decimal(exact.numerator) / Decimal(exact.denominator)
