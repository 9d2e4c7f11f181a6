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
# Told in the header of a query that reads something kept: the list of accounts, or how customers pay.
_KEPT = "kept"
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

    One that `reads_list` reads the kept list of accounts, one that `reads_payments` how customers pay as it is kept;
    both are brought up to date before.
    """

    name: str
    sentence: str
    grain: tuple[str, ...]
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, str]
    sql: str
    reads_list: bool
    reads_payments: bool


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
    kept = _words(file, header, _KEPT) if any(line.startswith(f"-- {_KEPT}:") for line in header) else []
    return Query(
        name=name,
        sentence=header[0].removeprefix("--").strip(),
        grain=tuple(_words(file, header, "grain")),
        parameters={one.name: one for one in (_parameter(file, text) for text in _words(file, header, "params"))},
        columns=dict(_columns(file, header)),
        sql=sql,
        reads_list="accounts" in kept,
        reads_payments="payments" in kept,
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
