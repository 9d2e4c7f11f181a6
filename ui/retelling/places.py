"""What may stand in the places of sentences that the layers below say, and how it is told."""

import re
from collections.abc import Callable, Mapping

from queries.ledger.plan_words import EMPTY
from ui.retelling.forms import ANYTHING, Forms, Place, each_told
from ui.retelling.said import FIELDS
from ui.retelling.values import (
    INSTANT,
    ISO_DAY,
    MONEY,
    MONTH,
    figure_told,
    instant_told,
    iso_day_told,
    known_word,
    money_told,
    month_told,
    value_told,
    word_told,
    words_told,
)
from ui.terms import FIELDS_OF_RECORDS, ONLY_OF_FIELDS
from ui.wording import _

_Tell = Callable[[str], str | None]
_FIELD = "|".join(re.escape(one) for one in sorted((*FIELDS_OF_RECORDS, *ONLY_OF_FIELDS), key=len, reverse=True))
# Where no word says what a field is, its path does.
_PATH = r"[\w-]*[._\[][\w.\[\]-]*"


def places(sentence: _Tell, part: _Tell) -> Mapping[str, Place]:
    """The places by name. `sentence` and `part` tell what is a text with a form of its own."""
    return _VALUES | {
        "rest": Place(ANYTHING, sentence),
        "why": Place(ANYTHING, lambda text: sentence(text) or text),
        **dict.fromkeys(("change", "record", "billed"), Place(ANYTHING, part)),
        "changes": Place(ANYTHING, lambda text: each_told(text.split("; "), part, "; ")),
        **dict.fromkeys(
            ("listed", "pairs", "missed", "together"),
            Place(ANYTHING, lambda text: each_told(text.split(", "), part, ", ")),
        ),
        "by": Place(r"(?: \(changed .+\))?", lambda text: part(text) if text else ""),
    }


def field_told(text: str) -> str | None:
    """A field by its name, and the line or record it belongs to where it says that; None where it is not known."""
    return _field_alone(text) or _FIELD_FORMS.told(text)


def _field_alone(text: str) -> str | None:
    return _(ONLY_OF_FIELDS[text]) if text in ONLY_OF_FIELDS else known_word(text)


def _field_or_path(text: str) -> str | None:
    return field_told(text) or (text if re.fullmatch(_PATH, text) else None)


def _span(text: str) -> str:
    return "–".join(map(iso_day_told, text.split(" to ")))


def _months(text: str) -> str | None:
    return each_told(text.split(" and "), month_told, f" {_('and')} ")


def _amounts(text: str, between: str, told: str) -> str | None:
    return each_told(text.split(f" {between} "), money_told, f" {told} ")


# Records and people are told as they are, and so is what no place here is named for.
_VALUES: dict[str, Place] = {
    "rule": Place(r"[A-Z]\d+", str),
    "system": Place(r"[A-Z]\w+", str),
    **dict.fromkeys(("name", "third"), Place(r"\S+", str)),
    "other": Place(r"\S+", str),
    **dict.fromkeys(("number", "all"), Place(r"\d[\d,]*", figure_told)),
    **dict.fromkeys(("day", "until"), Place(ISO_DAY, iso_day_told)),
    "span": Place(f"{ISO_DAY}(?: to {ISO_DAY})?", _span),
    **dict.fromkeys(("changed_at", "moment"), Place(INSTANT, instant_told)),
    "month": Place(f"{MONTH}(?: and {MONTH})*", _months),
    **dict.fromkeys(("amount", "more"), Place(MONEY, money_told)),
    "amounts": Place(f"{MONEY}(?: and {MONEY})+", lambda text: _amounts(text, "and", _("and"))),
    "limits": Place(f"{MONEY}(?: or {MONEY})+", lambda text: _amounts(text, "or", _("or"))),
    **dict.fromkeys(("was", "value"), Place(ANYTHING, value_told)),
    "field": Place(
        rf"(?:.+?, )?(?:{_FIELD})(?: of .+?)?|(?:line items|amount|invoices) of .+?|{_PATH}", _field_or_path
    ),
    "settings": Place(ANYTHING, lambda text: text.replace(" and ", f" {_('and')} ")),
    "state": Place(r"[\w -]+", word_told),
    "wanted": Place(r"[\w ]+", word_told),
    "standing": Place("waiting|manual|paused|running|done", word_told),
    "kinds": Place(r"[\w ,]+", words_told),
    **dict.fromkeys(("right", "roles", "allowed", "title", "what"), Place(ANYTHING, words_told)),
}
_FIELD_FORMS = Forms((*FIELDS, EMPTY), _VALUES | {"field": Place(_FIELD, _field_alone), "name": Place(ANYTHING, str)})
