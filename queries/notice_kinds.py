"""The kinds of notices: each a question in `queries/notices/`, whose header says what it is called in each language."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from queries.catalogue import query
from queries.errors import MalformedHeaderError

LANGUAGES = ("en", "pl")
# Told once a day of how everything stands; it is no question of its own.
DIGEST = "digest"
TEST = "test"
_FOLDER = Path(__file__).parent / "notices"
_TITLE = re.compile(r"^-- title (\w+): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class NoticeKind:
    """One kind: its name, what it is called by language, and the parameters that its question takes."""

    name: str
    titles: dict[str, str]
    parameters: frozenset[str]

    @property
    def question(self) -> str:
        """The name of its query."""
        return f"notices/{self.name}"


@cache
def notice_kinds() -> dict[str, NoticeKind]:
    """Every kind by its name. Raises `MalformedHeaderError` for one without a title in each language."""
    return {file.stem: _read(file) for file in sorted(_FOLDER.glob("*.sql"))}


def _read(file: Path) -> NoticeKind:
    titles = dict(_TITLE.findall(file.read_text(encoding="utf-8")))
    if titles.keys() != set(LANGUAGES):
        raise MalformedHeaderError(file, 1, f"a notice wants a title in each of {', '.join(LANGUAGES)}")
    return NoticeKind(file.stem, titles, frozenset(query(f"notices/{file.stem}").parameters))
