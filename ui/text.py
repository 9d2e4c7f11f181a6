"""Values as people read them: amounts, days, freshness. Text from outside is never read as markup."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from queries.currency import decimals, places

NONE = "–"
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&=@])")


def plain(text: Any) -> str:
    """A text from outside for a place that reads Markdown: shown letter by letter, nothing in it is carried out."""
    return NONE if text in (None, "") else _MARKUP.sub(r"\\\1", str(text))


def figure(value: Decimal | int | None, least: int = 0) -> str:
    """`1,234.50`: every digit there is, thousands apart, a true minus; a missing one is a dash."""
    if value is None:
        return NONE
    exact = Decimal(value)
    return f"{'−' if exact < 0 else ''}{abs(exact):,.{places(exact, least)}f}"


def amount(value: Decimal | None, currency: str | None) -> str:
    """`1,107.00 PLN`; a missing amount is a dash."""
    return NONE if value is None else f"{figure(value, decimals(currency))} {currency or ''}".rstrip()


def count(number: int, one: str, many: str = "") -> str:
    """`1 account`, `1,200 accounts`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day(value: date | None) -> str:
    """`Mon 23 Nov 2026`."""
    return f"{value:%a} {value.day} {value:%b %Y}" if value else NONE


def weekday(value: date) -> str:
    """`Monday`."""
    return f"{value:%A}"


def short_day(value: date | None) -> str:
    """`23 Nov 2026`."""
    return f"{value.day} {value:%b %Y}" if value else NONE


def moment(value: datetime | None) -> str:
    """`23 Nov 2026, 19:55 UTC`."""
    return f"{short_moment(value)} UTC" if value else NONE


def short_moment(value: datetime | None) -> str:
    """`23 Nov 2026, 19:55`."""
    return f"{value.day} {value:%b %Y, %H:%M}" if value else NONE


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long ago a UTC instant was: `4 minutes ago`."""
    if value is None:
        return "never"
    seconds = int(((now or datetime.now(UTC)).replace(tzinfo=None) - value).total_seconds())
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            return f"{count(seconds // size, word)} ago"
    return "just now"


def since(value: datetime | None) -> str:
    """How long ago a system was read, or that it was not."""
    return ago(value) if value else "not pulled yet"


def words(code: str | None) -> str:
    """A code as words: `partially_paid` as `Partially paid`."""
    text = (code or "").replace("_", " ")
    return text[:1].upper() + text[1:] if text else NONE


def sentence(text: str) -> str:
    """A text that begins as a sentence does."""
    return text[:1].upper() + text[1:]
