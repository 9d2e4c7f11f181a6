"""Reading a catalogue in gettext's text form: what is written in code beside what it is in another language."""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from gettext import c2py
from pathlib import Path


@dataclass(frozen=True)
class Catalogue:
    """Texts by what is written in code, and counted words in all their forms; `form` says which one a number takes."""

    texts: Mapping[str, str]
    counted: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]


def read(file: Path) -> Catalogue:
    """The catalogue in a `.po` file.

    Raises `ValueError` for a text that stands there twice, and for a line that is neither a comment nor of an entry.
    """
    texts: dict[str, str] = {}
    counted: dict[str, tuple[str, ...]] = {}
    for entry in _entries(file.read_text(encoding="utf-8")):
        one = f"{entry['msgctxt']}\x04{entry['msgid']}" if "msgctxt" in entry else entry["msgid"]
        if one in texts or one in counted:
            raise ValueError(f"{file.name} has {one!r} twice.")
        if "msgid_plural" in entry:
            counted[one] = tuple(entry[key] for key in sorted(entry) if key.startswith("msgstr["))
        else:
            texts[one] = entry["msgstr"]
    return Catalogue(texts, counted, _form(texts.pop("")))


def _entries(told: str) -> Iterator[dict[str, str]]:
    for block in told.split("\n\n"):
        entry: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            name, _, rest = line.partition(" ")
            key, text = (key, line) if line.startswith('"') else (name, rest)
            entry[key] = entry.get(key, "") + str(ast.literal_eval(text))
        if entry:
            yield entry


def _form(head: str) -> Callable[[int], int]:
    """Which form a number takes, from the head's line `Plural-Forms: nplurals=3; plural=…;`."""
    line = next(line for line in head.splitlines() if line.startswith("Plural-Forms:"))
    return c2py(line.partition(" plural=")[2].rstrip("; "))
