"""What the filters of the queue mean, slowly and obviously: plain rows, looked at one by one."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

Row = Mapping[str, Any]


def last_working_day(day: date) -> date:
    """The latest Monday to Friday before a day."""
    before = day - timedelta(1)
    while before.isoweekday() > 5:
        before -= timedelta(1)
    return before


def change(row: Row, day: date) -> str | None:
    """What happened to it since the last working day, the latest first."""
    happened = (("resolved", "resolved_at"), ("reopened", "reopened_at"), ("new", "first_seen_at"))
    return next((word for word, name in happened if _since(row[name], last_working_day(day))), None)


def _since(happened_at: datetime | None, day: date) -> bool:
    return happened_at is not None and happened_at.date() >= day


def is_due(row: Row, day: date, wanted: str) -> bool:
    """Whether it is due as asked."""
    monday = day - timedelta(day.isoweekday() - 1)
    told = row["due_on"]
    return {
        "": True,
        "overdue": told is not None and told < day,
        "week": told is not None and monday <= told < monday + timedelta(7),
        "none": told is None,
    }[wanted]


def is_over_limit(row: Row, limits: Mapping[str, Decimal]) -> bool:
    """Whether more money is at stake than one may decide about alone."""
    at_stake: Decimal = max(row["under_collected"], -row["over_collected"])
    return at_stake > limits.get(row["currency"], Decimal(0))
