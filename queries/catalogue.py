"""Every query by its name, with what its header declares: grain, parameters, columns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from queries.errors import MalformedHeaderError, UnknownQueryError

_FOLDER = Path(__file__).parent
# These folders hold no query one asks by name: migrations, views, statements about one row of the ledger, and what
# reconciling is made of.
_NOT_ASKED = {"schema", "model", "load", "ledger", "recon", "rules", "known"}
# Most queries read no extract and need not say so.
_READS_NONE = "-- kept: none"
# Told in the header of a query that hardly anything people decide has a part in.
_RESTS_ON = "-- rests on: "
# Told in the header of a query that is answered sooner by several processors: hardly any takes long enough.
_BY_ALL_PROCESSORS = "-- processors: all"
_PARAMETER = re.compile(r"(?P<name>\w+) (?P<type>\w+)(?: = (?P<default>.+))?")
_COLUMN = re.compile(r"-- {3,}(?P<name>\w+) (?P<type>[\w(),\[\]]+): (?P<meaning>.+)")


@dataclass(frozen=True)
class Parameter:
    """A value a query is given. `default` is its text ('' for an empty one), None when the value must be given."""

    name: str
    type: str
    default: str | None = None


@dataclass(frozen=True)
class Query:
    """One file of SQL and what its header says about it. `columns` maps a name to its DuckDB type.

    `kept` names the extracts that it reads, which are brought up to date before. One that `rests_on` the `records`
    answers the same until something is pulled or reconciled, whatever people decide; on `extracts`, until that or a
    decision that some extract is told from; on '', until any decision. One `by_all_processors` is worth waking them
    for.
    """

    name: str
    sentence: str
    grain: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, str]
    sql: str
    kept: tuple[str, ...]
    rests_on: str
    by_all_processors: bool


def query(name: str) -> Query:
    """The query of that name, such as `account/overview`. Raises `UnknownQueryError`."""
    if name not in names():
        raise UnknownQueryError(name, names())
    return _load(name)


@cache
def names() -> tuple[str, ...]:
    """The names of all queries."""
    files = (file.relative_to(_FOLDER) for file in _FOLDER.glob("*/*.sql"))
    return tuple(sorted(str(file.with_suffix("")) for file in files if file.parts[0] not in _NOT_ASKED))


@cache
def _load(name: str) -> Query:
    file = _FOLDER / f"{name}.sql"
    sql = file.read_text(encoding="utf-8")
    header = list(_header(sql))
    return Query(
        name=name,
        sentence=header[0].removeprefix("--").strip(),
        grain=tuple(_words(file, header, "grain")),
        parameters={one.name: one for one in (_parameter(file, text) for text in _words(file, header, "params"))},
        columns=dict(_columns(file, header)),
        sql=sql,
        kept=tuple(_words(file, [*header, _READS_NONE], "kept")),
        rests_on=next((line.removeprefix(_RESTS_ON) for line in header if line.startswith(_RESTS_ON)), ""),
        by_all_processors=_BY_ALL_PROCESSORS in header,
    )


def _header(sql: str) -> Iterator[str]:
    for line in sql.splitlines():
        if not line.startswith("--"):
            return
        yield line


def _words(file: Path, header: list[str], key: str) -> list[str]:
    """What stands behind `-- key:`, split at commas; `none` is nothing."""
    for line in header:
        if line.startswith(f"-- {key}:"):
            text = line.split(":", 1)[1].strip()
            return [] if text == "none" else [part.strip() for part in text.split(",")]
    raise MalformedHeaderError(file, 1, f"there is no line '-- {key}: …'")


def _parameter(file: Path, text: str) -> Parameter:
    found = _PARAMETER.fullmatch(text)
    if not found:
        raise MalformedHeaderError(file, 1, f"the parameter {text!r} is not written 'name type' or 'name type = value'")
    default = found["default"]
    return Parameter(found["name"], found["type"], default if default is None else default.strip("'"))


def _columns(file: Path, header: list[str]) -> Iterator[tuple[str, str]]:
    if "-- columns:" not in header:
        raise MalformedHeaderError(file, 1, "there is no line '-- columns:'")
    first = header.index("-- columns:") + 1
    for number, line in enumerate(header[first:], start=first + 1):
        found = _COLUMN.fullmatch(line)
        if not found:
            raise MalformedHeaderError(file, number, f"{line!r} is not written '--   name type: meaning'")
        yield found["name"], found["type"]
