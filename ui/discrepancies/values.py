"""What a discrepancy holds, as people read it: values as its rule noted them, its due day and its age."""

import re
from datetime import date
from decimal import Decimal

from ui.ledger import Cell, Row
from ui.sheet import node
from ui.text import NONE, amount, count, figure, short_day
from ui.wording import _

_MONEY = re.compile(r"-?\d+\.\d+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# A value of at most this many letters stays in one line.
_SHORT = 12
# Quantities and discounts are no money.
_OTHER_NUMBERS = {"T3": "", "T5": " %"}


def held(value: str | None, row: Row) -> Cell:
    """A value as a rule noted it: an amount, a day or a word."""
    if value in (None, ""):
        return node("span", NONE, kind="quiet")
    text = noted(str(value), row["rule"])
    return node("span", text, kind="unbroken" if len(text) <= _SHORT else "clipped")


def noted(value: str, rule: str, currency: str = "") -> str:
    """A rule's value as people read it: an amount (with its currency where one is given), a percentage, a day."""
    if _DAY.fullmatch(value):
        return short_day(date.fromisoformat(value))
    if rule in _OTHER_NUMBERS or not _MONEY.fullmatch(value):
        return f"{value}{_OTHER_NUMBERS.get(rule, '')}"
    return amount(Decimal(value), currency) if currency else figure(Decimal(value), 2)


def due(value: date | None, today: date) -> Cell:
    """A due day; one that has passed says so in words too."""
    if value is None:
        return node("span", NONE, kind="quiet")
    if value >= today:
        return short_day(value)
    late = node("span", _("overdue by {days}", days=count((today - value).days, "day")), kind="sub")
    return node("span", short_day(value), late, kind="late")


def aged(row: Row) -> Cell:
    """For how many days it has been known, and since when, or that it is new."""
    told = _("new") if row["change"] == "new" else _("since {day}", day=short_day(row["first_seen_at"].date()))
    return node("div", figure(row["age_days"]), node("span", told, kind="sub loose"))


def wrong_since(row: Row) -> Cell:
    """From which day on it is wrong; quiet where nothing is known of a day before it was found."""
    told = short_day(row["wrong_since"])
    return told if row["wrong_since"] < row["first_seen_at"].date() else node("span", told, kind="quiet")


def in_words(row: Row, today: date) -> list[Cell]:
    """How old it is and when it is due, as one line for a narrow screen."""
    owned = [f" · {row['owner']}"] if row["owner"] else []
    until = [f" · {_('due')} ", due(row["due_on"], today)] if row["due_on"] else []
    return [_("{days} old", days=count(row["age_days"], "day")), *owned, *until]
