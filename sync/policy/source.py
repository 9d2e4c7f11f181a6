"""The text of the policy file, to say on which line of it something is wrong."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync.errors import SettingsError

_TABLE = re.compile(r"\[+(.*?)\]+")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True)
class Source:
    """The file and its text."""

    file: Path
    text: str

    def refusal(self, path: str, what: str) -> SettingsError:
        """The error that says what is wrong with the value at `path`, such as `tolerances.PLN.amount`."""
        line = self._line(path)
        return SettingsError(f"{self.file}{f', line {line}' if line else ''}: {what}")

    def unreadable(self, error: tomllib.TOMLDecodeError) -> SettingsError:
        """The error that says on which line the file is no TOML."""
        place = _PLACE.search(str(error))
        line = (place and place[1]) or len(self.text.splitlines())
        return SettingsError(f"{self.file}, line {line}: this cannot be read: {_PLACE.sub('', str(error))}.")

    def _line(self, path: str) -> int | None:
        """The line that gives the value, else the one that gives the nearest table around it."""
        given, path = dict(reversed(list(self._given()))), _plain(path)
        while path and path not in given:
            path = path.rpartition(".")[0]
        return given.get(path)

    def _given(self) -> Iterator[tuple[str, int]]:
        """The path of each table and key with its line."""
        table = ""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if header := _TABLE.match(line.strip()):
                table = _plain(header[1])
                yield table, number
            elif "=" in line:
                key = _plain(line.partition("=")[0])
                path = f"{table}.{key}" if table else key
                yield path, number
                yield from ((table, number) for table in _around(path))


def _around(path: str) -> Iterator[str]:
    """The tables that a dotted path names: `a.b` and `a` of `a.b.c`."""
    while path := path.rpartition(".")[0]:
        yield path


def _plain(key: str) -> str:
    """A key without the quotes and blanks it may be written with."""
    return re.sub(r"""[\s"']""", "", key)
