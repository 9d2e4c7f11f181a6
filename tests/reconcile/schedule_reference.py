"""The billing schedule once more, slow and obvious: day by day, with fractions. Written from the definition alone."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

UNITS = {"PLN": Fraction(1, 100), "JPY": Fraction(1), "KRW": Fraction(1), "KWD": Fraction(1, 1000)}
MONTHS = {"Monthly": 1, "Quarterly": 3, "Semi-Annually": 6, "Annually": 12}


@dataclass(frozen=True)
class Tier:
    """Units up to and including the `ends_at`-th, None for all the rest, at a price each, or for one price."""

    ends_at: int | None
    price: Decimal
    is_flat: bool


@dataclass(frozen=True)
class Tiers:
    """By volume, all units cost what the tier that the last one is in says; else each what its own tier says."""

    is_volume: bool
    steps: tuple[Tier, ...]


@dataclass(frozen=True)
class Renewal:
    """A contract goes on by terms of so many months until one holds a day, each at a price that is raised again."""

    months: int
    percent: Decimal
    until: date


@dataclass(frozen=True)
class Line:
    """A contract line: from its contract's first to its last day, billed in periods counted from `anchor`.

    With an `anchor_day` they begin on that day of the month. `sold_before` was sold of the same product earlier.
    """

    starts_on: date
    ends_on: date
    anchor: date
    period: str
    in_advance: bool
    quantity: Decimal
    price: Decimal
    discount: Decimal
    currency: str = "PLN"
    anchor_day: int = 0
    proration: str = "days"
    sold_before: Decimal = Decimal(0)
    tiers: Tiers | None = None
    renewal: Renewal | None = None


@dataclass(frozen=True)
class Due:
    """What is due for one period of a line."""

    period_start: date
    period_end: date
    due_on: date
    amount: Decimal


def schedule(line: Line) -> list[Due]:
    """Everything due for a line, in order."""
    return [due for starts_on, ends_on, price in terms(line) for due in _term(line, starts_on, ends_on, price)]


def terms(line: Line) -> Iterator[tuple[date, date, Decimal]]:
    """First day, last day and price of each term."""
    yield line.starts_on, line.ends_on, line.price
    if line.renewal is None or line.ends_on >= line.renewal.until:
        return
    price, renews_on, number = line.price, line.ends_on + timedelta(days=1), 0
    unit = price_unit(line.price, UNITS[line.currency])
    while (first := months_after(renews_on, number * line.renewal.months)) <= line.renewal.until:
        number += 1
        price = rounded(Fraction(price) * (1 + Fraction(line.renewal.percent) / 100), unit)
        yield first, months_after(renews_on, number * line.renewal.months) - timedelta(days=1), price


def price_unit(price: Decimal, unit: Fraction) -> Fraction:
    """What a price is rounded to at each renewal: the currency's smallest unit, or the price's own decimals."""
    while Fraction(price) % unit:
        unit /= 10
    return unit


def _term(line: Line, starts_on: date, ends_on: date, price: Decimal) -> Iterator[Due]:
    whole = cost(line, price) * (1 - Fraction(line.discount) / 100)
    number = 0
    while True:
        first, following = period(line, number)
        if first > ends_on:
            return
        used = [day for day in days(first, following) if starts_on <= day <= ends_on]
        if used:
            due_on = used[0] if line.in_advance else used[-1] + timedelta(days=1)
            amount = rounded(whole * share(line, used, days(first, following)), UNITS[line.currency])
            yield Due(used[0], used[-1], due_on, amount)
        number += 1


def cost(line: Line, price: Decimal) -> Fraction:
    """What the quantity costs a period, less no discount yet."""
    if line.tiers is None:
        return Fraction(price) * Fraction(line.quantity)
    before = line.sold_before
    return by_tiers(line.tiers, before + line.quantity) - by_tiers(line.tiers, before)


def by_tiers(tiers: Tiers, quantity: Decimal) -> Fraction:
    """What a quantity costs by tiers."""
    below, total = Fraction(0), Fraction(0)
    for step in tiers.steps:
        within = Fraction(quantity) if step.ends_at is None else min(Fraction(quantity), Fraction(step.ends_at))
        if Fraction(quantity) <= below:
            return total
        charged = Fraction(quantity) if tiers.is_volume else within - below
        one = Fraction(step.price) * (1 if step.is_flat else charged)
        total = one if tiers.is_volume else total + one
        below = within if step.ends_at is None else Fraction(step.ends_at)
    return total


def share(line: Line, used: list[date], whole: list[date]) -> Fraction:
    """The part of a period's amount that is charged for the days used of it."""
    if line.proration == "none" or used == whole:
        return Fraction(1)
    if line.proration == "days":
        return Fraction(len(used), len(whole))
    before, months = used[-1] + timedelta(days=1), 0
    while months_after(used[0], months + 1) <= before:
        months += 1
    left = (before - months_after(used[0], months)).days
    return min(Fraction(1), (months + Fraction(left, 30)) / MONTHS[line.period])


def period(line: Line, number: int) -> tuple[date, date]:
    """First day of a period and of the one after it."""
    months, first = MONTHS[line.period], line.anchor
    while line.anchor_day and first != months_after(first, 0, line.anchor_day):
        first -= timedelta(days=1)
    day = line.anchor_day or first.day
    return months_after(first, number * months, day), months_after(first, (number + 1) * months, day)


def months_after(day: date, months: int, day_number: int = 0) -> date:
    """The same day of a later month, or another, or that month's last day where it is shorter."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(day_number or day.day, calendar.monthrange(year, month)[1]))


def days(first: date, following: date) -> list[date]:
    """Every day from the first up to but not including the following one."""
    return [first + timedelta(days=number) for number in range((following - first).days)]


def rounded(amount: Fraction, unit: Fraction) -> Decimal:
    """Rounded half up to the unit, away from zero where something is taken away."""
    exact = int(abs(amount) / unit + Fraction(1, 2)) * unit * (-1 if amount < 0 else 1)
    return Decimal(exact.numerator) / Decimal(exact.denominator)
