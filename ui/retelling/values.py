"""Values as they stand in texts of the layers below, told in the language of whoever looks."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

from ui.terms import TERMS
from ui.text import amount, count, figure, moment, month_name, sentence, short_day
from ui.wording import _

DAY = r"\d{1,2} [A-Z][a-z]{2} \d{4}"
ISO_DAY = r"\d{4}-\d\d-\d\d"
INSTANT = rf"{ISO_DAY} (?:at )?\d\d:\d\d UTC"
_MONTHS = [date(2026, month, 1) for month in range(1, 13)]
MONTH = rf"(?:{'|'.join(f'{one:%B}' for one in _MONTHS)}) \d{{4}}"
FIGURE = r"-?\d[\d,]*(?:\.\d+)?"
MONEY = rf"{FIGURE} [A-Z]{{3}}"
_FULL_WORDS = frozenset(TERMS)
_TOLD_DAY = re.compile(ISO_DAY)
_TOLD_INSTANT = re.compile(INSTANT)
# A whole number without commas may be an id.
_WITH_DECIMALS = re.compile(r"-?\d[\d,]*\.\d+")


def day_told(text: str) -> str:
    """`1 Feb 2026` as a day."""
    return short_day(datetime.strptime(text, "%d %b %Y").replace(tzinfo=UTC).date())


def iso_day_told(text: str) -> str:
    """`2026-02-01` as a day; one that the calendar does not have stays as it is."""
    try:
        return short_day(date.fromisoformat(text))
    except ValueError:
        return text


def instant_told(text: str) -> str:
    """`2026-02-01 at 10:00 UTC` by the reader's clock; one that the calendar does not have stays as it is."""
    day, *_at, time, _utc = text.split(" ")
    try:
        return moment(datetime.fromisoformat(f"{day}T{time}"))
    except ValueError:
        return text


def instants_told(text: str) -> str:
    """A text with every instant in it by the reader's clock."""
    return _TOLD_INSTANT.sub(lambda found: instant_told(found[0]), text)


def month_told(text: str) -> str:
    """`February 2026` as a month."""
    return month_name(datetime.strptime(text, "%B %Y").replace(tzinfo=UTC).date())


def figure_told(text: str) -> str:
    """`1,234.50` with the separators of the language, and as many decimals."""
    return figure(Decimal(text.replace(",", "")), len(text.partition(".")[2]))


def money_told(text: str) -> str:
    """`1,234.50 PLN` as an amount."""
    number, currency = text.split(" ")
    return amount(Decimal(number.replace(",", "")), currency)


def part_of_time_told(text: str) -> str:
    """`2 months and 3 days`."""
    return f" {_('and')} ".join(map(_counted, text.split(" and ")))


def _counted(text: str) -> str:
    number, unit = text.split(" ")
    return count(int(number), "month") if unit.startswith("month") else count(int(number), "day")


def value_told(text: str) -> str:
    """What a field holds: a day, a number with decimals or a word of a closed set; anything else as it is."""
    if _TOLD_DAY.fullmatch(text):
        return iso_day_told(text)
    return figure_told(text) if _WITH_DECIMALS.fullmatch(text) else word_told(text)


def word_told(text: str) -> str:
    """A word of a closed set, however it begins; one from outside stays as it is."""
    return known_word(text) or text


def words_told(text: str) -> str:
    """Several words of closed sets, a comma between them, or codes of such words."""
    return ", ".join(map(word_told, text.replace("_", " ").split(", ")))


def known_word(text: str) -> str | None:
    """A word of a closed set, None for one from outside."""
    if text in _FULL_WORDS:
        return _(text)
    begun = text[:1].lower() + text[1:]
    return sentence(_(begun)) if begun in _FULL_WORDS else None
