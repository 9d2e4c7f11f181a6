"""What the layers below say, in the language of whoever looks.

They speak English alone, as the command line and the audit do. A sentence of theirs is recognised by its form; one that
is not stays English, and is marked so for those who listen.
"""

import re

from queries.ledger.plan_words import EMPTY, STILL_TO_COME
from ui.language import DEFAULT, language
from ui.retelling.forms import Forms
from ui.retelling.places import field_told, places
from ui.retelling.said import OF_CORRECTIONS, PARTS
from ui.retelling.sentences import SENTENCES
from ui.retelling.values import instants_told
from ui.sheet import Node, node

_SENTENCE_ENDS = re.compile(r"(?<=\.) ")


def retold(text: str) -> str:
    """What the layers below say in the language spoken now, or as it is where its form is not known."""
    return instants_told(text) if language() == DEFAULT or not text else recognised(text) or instants_told(text)


def retold_or_marked(text: str) -> Node | str:
    """The same for a sheet; what stays English is marked so."""
    return recognised(text) or in_english(instants_told(text)) if language() != DEFAULT else instants_told(text)


def field_retold(text: str) -> str:
    """A field by the name a plan gives it, or the path it has there."""
    return text if language() == DEFAULT else field_told(text) or text


def value_retold(text: str) -> str:
    """A value as it is sent or found; only that there is none, or that its id is still to come, is told."""
    return field_retold(text) if text == EMPTY or text.startswith(STILL_TO_COME) else text


def in_english(text: str) -> Node | str:
    """A text there is only in English: marked so for those who listen, where another language is spoken."""
    return text if language() == DEFAULT or not text else node("span", text, lang=DEFAULT)


def part_retold(text: str) -> str | None:
    """A part of a sentence in the language spoken now, such as `units 3`; None where its form is not known."""
    return _PARTS.told(text)


def recognised(text: str) -> str | None:
    """A sentence, or several one after the other, in the language spoken now; None where a form is not known."""
    return _one_by_one(text) or _SENTENCES.told(text)


def _one_by_one(text: str) -> str | None:
    """Sentences told one by one; where one seems to end, a name may hold a full stop itself."""
    for end in _SENTENCE_ENDS.finditer(text):
        first = _SENTENCES.told(text[: end.start()])
        if first and (others := recognised(text[end.end() :])):
            return f"{first} {others}"
    return None


_PLACES = places(recognised, part_retold)
_PARTS: Forms = Forms(PARTS, _PLACES)
_SENTENCES: Forms = Forms((*SENTENCES, *OF_CORRECTIONS), _PLACES)
