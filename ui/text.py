"""Values as people read them: amounts, days, freshness. Text from outside is never read as markup."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

NONE = "–"
_WITHOUT_DECIMALS = {"JPY", "KRW", "HUF", "CLP", "ISK", "VND"}
_WITH_THREE = {"KWD", "BHD", "TND", "JOD", "OMR"}
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&=@])")


def plain(text: Any) -> str:
    """A text from outside for a place that reads Markdown: shown letter by letter, nothing in it is carried out."""
    return NONE if text in (None, "") else _MARKUP.sub(r"\\\1", str(text))


def decimals(currency: str | None) -> int:
    """How many decimals amounts in a currency have."""
    return 0 if currency in _WITHOUT_DECIMALS else 3 if currency in _WITH_THREE else 2


def amount(value: Decimal | None, currency: str | None) -> str:
    """`1,107.00 PLN`; a missing amount is a dash, a negative one has a true minus."""
    if value is None:
        return NONE
    shown = f"{abs(value):,.{decimals(currency)}f}"
    return f"{'−' if value < 0 else ''}{shown} {currency or ''}".rstrip()


def day(value: date | None) -> str:
    """`Mon 23 Nov 2026`."""
    return f"{value:%a} {value.day} {value:%b %Y}" if value else NONE


def moment(value: datetime | None) -> str:
    """`23 Nov 2026, 19:55 UTC`."""
    return f"{value.day} {value:%b %Y, %H:%M} UTC" if value else NONE


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long ago a UTC instant was: `4 minutes ago`."""
    if value is None:
        return "never"
    seconds = int(((now or datetime.now(UTC)).replace(tzinfo=None) - value).total_seconds())
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {word}{'s' if count > 1 else ''} ago"
    return "just now"


def words(code: str | None) -> str:
    """A code as words: `partially_paid` as `Partially paid`."""
    return code.replace("_", " ").capitalize() if code else NONE
