"""Why something is a discrepancy, in the language of whoever looks.

Rules say it in English, as the command line and the audit do, in clauses that have a form. Names and figures are taken
out of it and put into the clause as it reads in the other language. What has no known form stays English, and is marked
so for those who listen.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from ui.evidence_forms import CLAUSES
from ui.language import DEFAULT, language
from ui.retold import in_english
from ui.sheet import Node
from ui.terms import TERMS
from ui.text import amount, count, figure, sentence, short_day
from ui.wording import _

_PLACE = re.compile(r"\\\{(\w+)\\\}")
_DAY = r"\d{1,2} [A-Z][a-z]{2} \d{4}"
_FIGURE = r"-?[\d,]+(?:\.\d+)?|no amount"
_ANYTHING = r".+?"
_FULL_WORDS = frozenset(TERMS)


def evidence_told(text: str) -> Node | str:
    """What a rule says of a discrepancy, for a sheet, as a sentence."""
    told = evidence_text(text)
    return in_english(told) if told == sentence(text) else told


def evidence_text(text: str) -> str:
    """The same as a text; as it is where one of its clauses has no known form."""
    return sentence(text if language() == DEFAULT else _told(text) or text)


def _told(text: str) -> str | None:
    """All the clauses; a name may hold a semicolon itself, so that they are one."""
    return _all(map(_clause, text.split("; ")), "; ") or _clause(text)


def _clause(text: str) -> str | None:
    for clause, form in _forms():
        if found := form.fullmatch(text):
            values = {name: _filled(name, value) for name, value in found.groupdict().items()}
            if None not in values.values():
                return _(clause, **values)
    return _word(text) if text in _FULL_WORDS else None


def _filled(name: str, value: str) -> str | None:
    return _PLACES[name][1](value) if name in _PLACES else value


def _all(parts: Iterable[str | None], joined: str) -> str | None:
    """The parts put together, or nothing where one of them is not known."""
    told = list(parts)
    return joined.join(one for one in told if one) if all(told) else None


def _day(told: str) -> str:
    return short_day(datetime.strptime(told, "%d %b %Y").replace(tzinfo=UTC).date())


def _span(told: str) -> str:
    return "–".join(map(_day, told.split(" to ")))


def _figure(told: str) -> str:
    if told == "no amount":
        return _("no amount")
    return figure(Decimal(told.replace(",", "")), len(told.partition(".")[2]))


def _money(told: str) -> str:
    number, currency = told.split(" ")
    return amount(Decimal(number.replace(",", "")), currency)


def _terms(told: str) -> str | None:
    """`12 seats × 49.00 EUR, less 10 % + 2 seats × 39.00 EUR`."""
    return _all((_all(map(_clause, one.split(", ")), ", ") for one in told.split(" + ")), " + ")


def _part(told: str) -> str:
    """`2 months and 3 days`."""
    return f" {_('and')} ".join(map(_counted, told.split(" and ")))


def _counted(told: str) -> str:
    number, unit = told.split(" ")
    return count(int(number), "month") if unit.startswith("month") else count(int(number), "day")


def _claims(told: str) -> str | None:
    return _all(map(_clause, told.split(" and ")), f" {_('and')} ")


def _word(told: str) -> str:
    """A word of a closed set; one from outside stays as it is."""
    return _(told) if told in _FULL_WORDS else told


_Place = tuple[str, Callable[[str], str | None]]
# What may stand in a place, and how it is told. Anything stands in the other places, told as it is.
_PLACES: dict[str, _Place] = {
    **dict.fromkeys(("day", "until"), (_DAY, _day)),
    "span": (f"{_DAY}(?: to {_DAY})?", _span),
    **dict.fromkeys(
        ("figure", "net", "tax", "gross", "paid", "credited", "open", "left", "price", "percent"), (_FIGURE, _figure)
    ),
    "amount": (r"-?[\d.,]+ [A-Z]{3}", _money),
    **dict.fromkeys(("number", "whole"), (r"\d+", str)),
    "name": (r"\S+", str),
    "quantity": (r"-?[\d.]+(?: [^×]+)?", str),
    "state": (r"[\w -]+", _word),
    **dict.fromkeys(("sold", "held", "published", "named"), (_ANYTHING, _word)),
    "terms": (_ANYTHING, _terms),
    "claims": (_ANYTHING, _claims),
    "part": (r"\d+ (?:month|day)s?(?: and \d+ days?)?", _part),
}


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each clause with its form. The longest first: the more of a clause is fixed, the surer it is the one."""
    by_length = sorted(CLAUSES, key=lambda one: -len(re.sub(r"\{\w+\}", "", one)))
    return tuple((one, re.compile(_PLACE.sub(_place, re.escape(one)), re.DOTALL)) for one in by_length)


def _place(found: re.Match[str]) -> str:
    pattern = _PLACES[found[1]][0] if found[1] in _PLACES else _ANYTHING
    return f"(?P<{found[1]}>{pattern})"
