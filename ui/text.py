"""Values as people read them, in their language: amounts, days, freshness. Text from outside is no markup."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from queries.currency import decimals, places
from ui.language import language
from ui.wording import _, counted, later
from ui.zone import clock_of, local

NONE = "–"
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
# What stands between thousands and before decimals in English, and what stands there elsewhere, as CLDR has it.
_SEPARATORS = {"en": ",.", "pl": "\N{NO-BREAK SPACE},"}
_APART = {code: str.maketrans(",.", marks) for code, marks in _SEPARATORS.items()}
_APART = {code: str.maketrans(",.", marks) for code, marks in _SEPARATORS.items()}
_DAYS = {"en": "{0.day} {0:%b %Y}", "pl": "{0:%d.%m.%Y}"}
_AXIS_DAYS = {"en": "%d %b", "pl": "%d.%m"}
_FIELD_DAYS = {"en": "YYYY-MM-DD", "pl": "DD.MM.YYYY"}
_SHORT_WEEKDAYS = (
    later("Mon"),
    later("Tue"),
    later("Wed"),
    later("Thu"),
    later("Fri"),
    later("Sat"),
    later("Sun"),
)
_WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
_SHORT_MONTHS = (
    later("Jan"),
    later("Feb"),
    later("Mar"),
    later("Apr"),
    later("May"),
    later("Jun"),
    later("Jul"),
    later("Aug"),
    later("Sep"),
    later("Oct"),
    later("Nov"),
    later("Dec"),
)
_MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&=@])")


def plain(text: Any) -> str:
    """A text from outside for a place that reads Markdown: shown letter by letter, nothing in it is carried out."""
    return NONE if text in (None, "") else _MARKUP.sub(r"\\\1", str(text))


def figure(value: Decimal | int | None, least: int = 0) -> str:
    """`1,234.50`: every digit there is, thousands apart, a true minus; a missing one is a dash."""
    if value is None:
        return NONE
    exact = Decimal(value)
    return f"{'−' if exact < 0 else ''}{_separated(f'{abs(exact):,.{places(exact, least)}f}')}"


def amount(value: Decimal | None, currency: str | None) -> str:
    """`1,107.00 PLN`; a missing amount is a dash."""
    return NONE if value is None else f"{figure(value, decimals(currency))} {currency or ''}".rstrip()


def count(number: int, one: str, many: str = "") -> str:
    """`1 account`, `1,200 accounts`."""
    return f"{_separated(f'{number:,}')} {counted(number, one, many or one + 's')}"


def separators() -> str:
    """What stands before decimals and between thousands, the two in one text, as a picture asks for them."""
    return _SEPARATORS[language()][::-1]


def picture_day() -> str:
    """How a picture's axis tells a day without its year, in the marks of d3: `23 Nov`."""
    return _AXIS_DAYS[language()]


def picked_day() -> str:
    """How a calendar's field tells a day."""
    return _FIELD_DAYS[language()]


def day(value: date | None) -> str:
    """`Mon 23 Nov 2026`."""
    return f"{_(_SHORT_WEEKDAYS[value.weekday()])} {short_day(value)}" if value else NONE


def weekday(value: date) -> str:
    """`Monday`."""
    return _(_WEEKDAYS[value.weekday()])


def short_day(value: date | None) -> str:
    """`23 Nov 2026`."""
    return _DAYS[language()].format(value) if value else NONE


def month_name(value: date) -> str:
    """`November 2026`, whatever day of it is given."""
    return f"{_(_MONTHS[value.month - 1])} {value.year}"


def short_month(value: date) -> str:
    """`Nov 2026`."""
    return f"{_(_SHORT_MONTHS[value.month - 1])} {value.year}"


def moment(value: datetime | None) -> str:
    """A UTC instant by the reader's clock, which is named: `23 Nov 2026, 20:55 CET`."""
    return f"{short_moment(value)} {clock_of(local(value))}" if value else NONE


def short_moment(value: datetime | None) -> str:
    """The same where the clock is named elsewhere, as in the head of a column: `23 Nov 2026, 20:55`."""
    return f"{short_day(local(value))}, {local(value):%H:%M}" if value else NONE


def ago(value: datetime | None, now: datetime | None = None) -> str:
    """How long ago a UTC instant was: `4 minutes ago`."""
    if value is None:
        return _("never")
    seconds = int(((now or datetime.now(UTC)).replace(tzinfo=None) - value).total_seconds())
    if seconds < _MINUTE:
        return _("just now")
    return _("{time} ago", time=_time(seconds))


def _time(seconds: int) -> str:
    if seconds >= _DAY:
        return count(seconds // _DAY, "day")
    return count(seconds // _HOUR, "hour") if seconds >= _HOUR else count(seconds // _MINUTE, "minute")


def since(value: datetime | None) -> str:
    """How long ago a system was read, or that it was not."""
    return ago(value) if value else _("not pulled yet")


def words(code: str | None) -> str:
    """A code of a closed set as words: `partially_paid` as `Partially paid`."""
    return sentence(_(code.replace("_", " "))) if code else NONE


def sentence(text: str) -> str:
    """A text that begins as a sentence does."""
    return text[:1].upper() + text[1:]


def _separated(figures: str) -> str:
    """Digits as English sets them, with the separators of the language."""
    return figures.translate(_APART[language()])
