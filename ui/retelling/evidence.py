"""Why something is a discrepancy, in the language of whoever looks.

Rules say it in English, as the command line and the audit do, in clauses that have a form. Names and figures are taken
out of it and put into the clause as it reads in the other language. What has no known form stays English, and is marked
so for those who listen.
"""

from ui.language import DEFAULT, language
from ui.retelling.evidence_forms import CLAUSES
from ui.retelling.forms import ANYTHING, Forms, Place, each_told
from ui.retelling.retold import in_english
from ui.retelling.values import DAY, FIGURE, MONEY, day_told, figure_told, money_told, part_of_time_told
from ui.sheet import Node
from ui.terms import TERMS
from ui.text import sentence
from ui.wording import _

_NO_AMOUNT = "no amount"
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
    return each_told(text.split("; "), _clause, "; ") or _clause(text)


def _clause(text: str) -> str | None:
    return _CLAUSES.told(text) or (_word(text) if text in _FULL_WORDS else None)


def _span(told: str) -> str:
    return "–".join(map(day_told, told.split(" to ")))


def _figure(told: str) -> str:
    return _(_NO_AMOUNT) if told == _NO_AMOUNT else figure_told(told)


def _terms(told: str) -> str | None:
    """`12 seats × 49.00 EUR, less 10 % + 2 seats × 39.00 EUR`."""
    return each_told(told.split(" + "), lambda one: each_told(one.split(", "), _clause, ", "), " + ")


def _claims(told: str) -> str | None:
    return each_told(told.split(" and "), _clause, f" {_('and')} ")


def _word(told: str) -> str:
    """A word of a closed set; one from outside stays as it is."""
    return _(told) if told in _FULL_WORDS else told


_AMOUNTS = ("figure", "net", "tax", "gross", "paid", "credited", "open", "left", "price", "percent")
_CLAUSES = Forms(
    CLAUSES,
    {
        **dict.fromkeys(("day", "until"), Place(DAY, day_told)),
        "span": Place(f"{DAY}(?: to {DAY})?", _span),
        **dict.fromkeys(_AMOUNTS, Place(f"{FIGURE}|{_NO_AMOUNT}", _figure)),
        "amount": Place(MONEY, money_told),
        **dict.fromkeys(("number", "whole"), Place(r"\d+", str)),
        "name": Place(r"\S+", str),
        "quantity": Place(r"-?[\d.]+(?: [^×]+)?", str),
        "state": Place(r"[\w -]+", _word),
        **dict.fromkeys(("sold", "held", "published", "named"), Place(ANYTHING, _word)),
        "terms": Place(ANYTHING, _terms),
        "claims": Place(ANYTHING, _claims),
        "part": Place(r"\d+ (?:month|day)s?(?: and \d+ days?)?", part_of_time_told),
    },
)
