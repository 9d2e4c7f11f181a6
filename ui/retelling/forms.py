"""Texts of the layers below, recognised by their form and told in the language of whoever looks.

A form is such a text with places in braces for what is filled in. What may stand in a place has a pattern, and a
function that tells it; what it cannot tell does not belong there, and the form does not fit.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from ui.language import language
from ui.wording import _

ANYTHING = r".+?"
_PLACE = re.compile(r"\{(\w+)\}")
_ESCAPED = re.compile(r"\\\{(\w+)\\\}")
# Texts that are kept as they were told: some screens of each language.
_KEPT = 4096


class Place(NamedTuple):
    """What may stand in a place, and how it is told: None where it does not belong there."""

    pattern: str
    tell: Callable[[str], str | None]


_AS_IT_IS = Place(ANYTHING, str)


class Forms:
    """Forms of texts. The longest are tried first: the more of a text is fixed, the surer it is the one.

    Anything stands in a place that `places` does not name, told as it is.
    """

    def __init__(self, forms: Iterable[str], places: Mapping[str, Place]) -> None:
        by_length = sorted(forms, key=lambda one: -len(_PLACE.sub("", one)))
        self._forms = [_Form(one, places) for one in by_length]
        self._known = lru_cache(_KEPT)(self._recognised)

    def told(self, text: str) -> str | None:
        """The text in the language spoken now, None where it has none of the forms."""
        return self._known(text, language())

    def _recognised(self, text: str, _spoken: str) -> str | None:
        found = (one.told(text) for one in self._forms if one.is_likely(text))
        return next((one for one in found if one is not None), None)


@dataclass(frozen=True)
class _Form:
    text: str
    places: Mapping[str, Place]

    def is_likely(self, text: str) -> bool:
        """Whether a text has the longest fixed part of the form; cheap, and enough to leave out nearly all others."""
        return self._longest in text

    def told(self, text: str) -> str | None:
        """The text in the language spoken now, None where the form does not fit."""
        found = self._pattern.fullmatch(text)
        values = {name: self._place(name).tell(value) for name, value in found.groupdict().items()} if found else {}
        return None if found is None or None in values.values() else _(self.text, **values)

    @cached_property
    def _longest(self) -> str:
        return max(_PLACE.split(self.text)[::2], key=len)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        named = _ESCAPED.sub(lambda found: f"(?P<{found[1]}>{self._place(found[1]).pattern})", re.escape(self.text))
        return re.compile(named, re.DOTALL)

    def _place(self, name: str) -> Place:
        return self.places.get(name, _AS_IT_IS)


def each_told(texts: Iterable[str], tell: Callable[[str], str | None], joined: str) -> str | None:
    """Texts told one by one and put together, None where one of them is not known."""
    told = list(map(tell, texts))
    return joined.join(one for one in told if one) if all(told) else None
