"""What is open, late, and to be expected, and how long customers take to pay, a currency a line."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from ui.figures import Figure, figures
from ui.reading import Row
from ui.sheet import Node
from ui.text import NONE, amount, figure, short_day
from ui.wording import _

WEEKS = 4


def key_figures(
    owed: Sequence[Row], paying: Sequence[Row], expected: Sequence[Row], today: date, owner: str = ""
) -> Node:
    """At most five: `owed` are totals by currency, `paying` the rows of DSO for the day, `expected` the forecast.

    Where they are those of one `owner`, the days and rates, which are of all customers, say so.
    """
    all_of_them = f", {_('all customers')}" if owner else ""
    soon = last_week_of(today)
    return figures(
        [
            Figure(_("Open"), _amounts(owed, "balance"), _("on posted invoices")),
            Figure(_("Overdue"), _amounts(owed, "overdue"), _("past due today"), "bad" if _is_late(owed) else ""),
            Figure(_("DSO"), _days(paying), _("days of the sales of 90 days") + all_of_them),
            Figure(_("CEI"), _rates(paying), _("of what could be collected in 90 days") + all_of_them),
            Figure(
                _("Expected in {weeks} weeks", weeks=WEEKS),
                until(expected, soon),
                _("by {day}, as they mostly pay", day=short_day(soon + timedelta(days=6))),
            ),
        ]
    )


def last_week_of(today: date) -> date:
    """The Monday of the last week that is expected within."""
    return today - timedelta(days=today.weekday()) + timedelta(weeks=WEEKS - 1)


def _is_late(owed: Sequence[Row]) -> bool:
    return any(row["overdue"] > 0 for row in owed)


def _amounts(owed: Sequence[Row], name: str) -> tuple[str, ...]:
    return tuple(amount(row[name], row["currency"]) for row in owed) or (NONE,)


def until(expected: Sequence[Row], soon: date) -> tuple[str, ...]:
    """The last week of each currency that begins in time says all that comes until then."""
    last = {row["currency"]: row["expected_until"] for row in expected if row["week_starts_on"] <= soon}
    return tuple(amount(told, currency) for currency, told in last.items()) or (NONE,)


def _days(paying: Sequence[Row]) -> tuple[str, ...]:
    return tuple(
        _("{figure} days ({currency})", figure=_rounded(row["dso"]), currency=row["currency"]) for row in paying
    ) or (NONE,)


def _rates(paying: Sequence[Row]) -> tuple[str, ...]:
    return tuple(f"{_rounded(row['cei'])} % ({row['currency']})" for row in paying) or (NONE,)


def _rounded(value: Decimal | None) -> str:
    return NONE if value is None else figure(round(value, 1))
