"""Texts in the language of whoever looks. English is what stands in the code; `locale/` holds the other languages.

A text with something in it names its places: `_("{who} closed {month}", who=…, month=…)`. What comes from outside is
put into a text and never looked up in the catalogue.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ui.language import DEFAULT, LANGUAGES, language
from ui.po import Catalogue, read

# Between what a text is about and the text itself, as gettext has it.
_ABOUT = "\x04"
_FOLDER = Path(__file__).parent / "locale"


def _(text: str, /, **values: Any) -> str:
    """A text of ours in the language spoken now, with its places filled."""
    told = text.rpartition(_ABOUT)[2] if language() == DEFAULT else _translated(text)
    return told.format(**values) if values else told


def later(text: str) -> str:
    """A text of ours as it is written: for what is made before anybody looks, and translated where it is shown."""
    return text


def each(texts: Mapping[str, str]) -> dict[str, str]:
    """Names of choices, and the text of each in the language spoken now."""
    return {name: _(text) for name, text in texts.items()}


def is_said(told: str, text: str) -> bool:
    """Whether that is how a text of ours reads in one of the languages: addresses name parts of a page as they read."""
    return told == text or any(told == _catalogue(code).texts.get(text) for code in LANGUAGES if code != DEFAULT)


def these(texts: str) -> list[str]:
    """Many words of ours that are translated where they are shown, told apart by semicolons."""
    return [" ".join(one.split()) for one in texts.split(";")]


def within(about: str, text: str) -> str:
    """The same as `later` for a text that English says alike of two things, and other languages do not."""
    return f"{about}{_ABOUT}{text}"


def forms(one: str, many: str) -> tuple[str, str]:
    """A counted word of ours as it is written, for what is counted later."""
    return one, many


def counted(number: int, one: str, many: str) -> str:
    """The form of a word that a number takes, of the two in English: `day`, `days`."""
    if language() != DEFAULT and (forms := _spoken_now().counted.get(one)):
        return forms[_spoken_now().form(number)]
    return one if number == 1 else many


def _translated(text: str) -> str:
    """The text, or the first form of a counted word; English where there is neither."""
    spoken = _spoken_now()
    return spoken.texts.get(text) or spoken.counted.get(text, (text.rpartition(_ABOUT)[2],))[0]


def _spoken_now() -> Catalogue:
    return _catalogue(language())


@cache
def _catalogue(code: str) -> Catalogue:
    if code not in LANGUAGES:
        raise ValueError(f"Tieout does not speak {code!r}.")
    return read(_FOLDER / f"{code}.po")
