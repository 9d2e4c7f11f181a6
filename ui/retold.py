"""What the layers below say, in the language of whoever looks.

They speak English alone, as the command line and the audit do. A sentence of theirs is recognised by its form; one that
is not stays English, and is marked so for those who listen.
"""

import re
from decimal import Decimal
from functools import cache

from ui.language import DEFAULT, language
from ui.sentences import CLOSED, PLACES, REST, SENTENCES
from ui.sheet import Node, node
from ui.text import amount, sentence
from ui.wording import _

_PLACE = re.compile(r"\\\{(\w+)\\\}")
_MONEY = {"amount", "more"}


def retold(text: str) -> str:
    """A sentence of the layers below in the language spoken now, or as it is where its form is not known."""
    return text if language() == DEFAULT or not text else _recognised(text) or text


def retold_or_marked(text: str) -> Node | str:
    """The same for a sheet; what stays English is marked so."""
    if language() == DEFAULT or not text:
        return text
    return _recognised(text) or in_english(text)


def in_english(text: str) -> Node | str:
    """A text there is only in English: marked so for those who listen, where another language is spoken."""
    return text if language() == DEFAULT or not text else node("span", text, lang=DEFAULT)


def _recognised(text: str) -> str | None:
    for one, form in _forms():
        if found := form.fullmatch(text):
            return _(one, **{name: _filled(name, value) for name, value in found.groupdict().items()})
    return None


def _filled(name: str, value: str) -> str:
    """What fills a place, as its name says: a sentence, money, words of closed sets; else it is left as it came."""
    if name == REST:
        return retold(value)
    if name in _MONEY:
        number, currency = value.split(" ")
        return amount(Decimal(number.replace(",", "")), currency)
    return ", ".join(map(_word, value.split(", "))) if name in CLOSED else value


def _word(word: str) -> str:
    """A word of a closed set, which may begin the sentence."""
    told = _(word)
    return told if told != word else sentence(_(word[:1].lower() + word[1:]))


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each sentence with its form. The longest first: the more of a sentence is fixed, the surer it is the one."""
    by_length = sorted(SENTENCES, key=lambda one: -len(re.sub(r"\{\w+\}", "", one)))
    return tuple((one, re.compile(_PLACE.sub(_place, re.escape(one)), re.DOTALL)) for one in by_length)


def _place(found: re.Match[str]) -> str:
    return f"(?P<{found[1]}>{PLACES.get(found[1], '.+?')})"
