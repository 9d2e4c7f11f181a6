"""The course of a figure over the last month ends up to today, as a small line beside it."""

from collections.abc import Sequence
from decimal import Decimal

from ui.reading import Row
from ui.sheet import Node, node
from ui.text import amount, short_day
from ui.wording import _

_WIDTH, _HEIGHT = 96, 22


def course(rows: Sequence[Row], name: str, currency: str) -> Node | None:
    """A line through an amount at each month end and at last today, from zero up; None where it never was anything."""
    held = [row for row in rows if row["currency"] == currency]
    values = [row[name] for row in held]
    if len(held) < 2 or not any(values):
        return None
    told = _(
        "{first_day}: {first}; {last_day}: {last}; most {most}",
        first_day=short_day(held[0]["month_end"]),
        first=amount(values[0], currency),
        last_day=short_day(held[-1]["month_end"]),
        last=amount(values[-1], currency),
        most=amount(max(values), currency),
    )
    shape = node("polyline", points=_points(values))
    return node(
        "svg",
        shape,
        kind="course",
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        preserveAspectRatio="none",
        role="img",
        label=_("At month ends and today: {told}", told=told),
    )


def _points(values: Sequence[Decimal]) -> str:
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    span = high - low
    places = (
        (_WIDTH * number // (len(values) - 1), _HEIGHT - round((value - low) * _HEIGHT / span))
        for number, value in enumerate(values)
    )
    return " ".join(f"{across},{down}" for across, down in places)
