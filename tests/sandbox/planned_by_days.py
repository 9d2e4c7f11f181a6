"""What is due for a subscription line once more, slow and obvious: day by day, with fractions."""

import calendar
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.ordway.books import Books
from sandbox.ordway.records import money
from sandbox.state import State
from tests.sandbox.conftest import DAY, company

MONTHS = {"Monthly": 1, "Quarterly": 3, "Semi-Annually": 6, "Annually": 12}
Due = tuple[date, date, date, Decimal]


def months_after(day: date, months: int, anchor: int) -> date:
    """The anchor's day of a later month, or that month's last day where it is shorter."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(anchor, calendar.monthrange(year, month)[1]))


def counted_from(start: date, anchor: int) -> date:
    """The last day on or before the start that is the anchor's day, or the last of a shorter month."""
    while start.day != min(anchor, calendar.monthrange(start.year, start.month)[1]):
        start -= timedelta(days=1)
    return start


def reckoned(start: date, term: int, anchor: int, line: dict[str, Any]) -> list[Due]:
    """Everything due, day by day, with fractions."""
    end, first = months_after(start, term, start.day), counted_from(start, anchor)
    whole = Fraction(line["list_price"]) * line["quantity"] * (1 - Fraction(line["discount"]) / 100)
    due: list[Due] = []
    for number in range(0, 12 * term, MONTHS[line["billing_period"]]):
        begins = months_after(first, number, anchor)
        follows = months_after(first, number + MONTHS[line["billing_period"]], anchor)
        every = [begins + timedelta(days=day) for day in range((follows - begins).days)]
        used = [day for day in every if start <= day < end]
        if used:
            share = Fraction(len(used), len(every)) if line["prorate_partial_periods"] else Fraction(1)
            ready = used[0] if line["charge_timing"] == "In Advance" else used[-1] + timedelta(days=1)
            due.append((used[0], used[-1], ready, Decimal(int(whole * share * 100 + Fraction(1, 2))) / 100))
    return due


def books() -> Books:
    """Ordway's books of a small company."""
    world = company()
    return Books(State(world, Clock(DAY), Faults()))


def planned_in(held: Books, subscription: dict[str, Any]) -> list[Due]:
    """First day, last day, the day it is ready and the amount of each planned line."""
    lines = [
        line
        for one in held.held("billing_schedules").values()
        for line in one["schedule_lines"]
        if one["subscription_id"] == subscription["id"]
    ]
    return [
        (_day(line["start_date"]), _day(line["end_date"]), _day(line["charge_ready_date"]), money(line["amount"]))
        for line in lines
    ]


def _day(told: str) -> date:
    return date.fromisoformat(told)
