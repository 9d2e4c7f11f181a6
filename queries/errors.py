"""What can go wrong with the store or a query, each saying what happened and what to do.

QueryError
├── StoreInUseError       another process holds the file
├── StoreUnreadableError  the file is not a store this version can read
├── StoreMissingError     there is no store where one is to be read
├── UnknownQueryError     no file of that name under queries/
├── WrongParametersError  a parameter is missing, unknown or not of its type
├── DayNotKnownError      a past day is asked for, and the store does not go back that far
├── DecisionRefusedError  what someone decided lacks a reason, or is about nothing that is known
└── MalformedHeaderError  a file under queries/ does not declare what it must
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path


class QueryError(Exception):
    """Anything this package refuses."""


class StoreInUseError(QueryError):
    """Another process holds the store."""

    def __init__(self, path: Path, pid: int | None, who: str | None) -> None:
        self.pid = pid
        holder = f"{who or 'another process'}{f' (process {pid})' if pid else ''}"
        super().__init__(
            f"The store {path} is in use by {holder}. One process at a time can open it. "
            "Use the running app, or stop it and try again."
        )


class StoreUnreadableError(QueryError):
    """The file is there but cannot be opened."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The store {path} cannot be opened: {reason} "
            "Restore it from a backup, or point TIEOUT_STORE at another file and pull again."
        )


class StoreMissingError(QueryError):
    """There is no store at the path that is to be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no store at {path}, so there is nothing to read. Check TIEOUT_STORE, or make it with "
            "`python -m sync pull`."
        )


class UnknownQueryError(QueryError):
    """There is no query of that name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no query {name!r}. The queries are: {', '.join(sorted(known))}.")


class WrongParametersError(QueryError):
    """A query was given other parameters than its header declares."""

    def __init__(self, name: str, what: str, declared: str) -> None:
        super().__init__(f"Query {name}: {what}. Its parameters are: {declared or 'none'}.")


class MalformedHeaderError(QueryError):
    """The header of a query does not declare what it must."""

    def __init__(self, file: Path, line: int, what: str) -> None:
        super().__init__(f"{file.name}, line {line}: {what}.")


class DayNotKnownError(QueryError):
    """A past day is to be looked at whose records the store never held."""

    def __init__(self, day: date, known_since: date | None) -> None:
        since = f"the store holds them since {known_since}" if known_since else "no pull has read every list yet"
        choice = f"Choose {known_since} or a later day, or" if known_since else "Pull first, then"
        super().__init__(
            f"The records of {day} are not known: {since}. Those of today, compared for that day, would show "
            f"differences that never were, so nothing was compared. {choice} leave --as-of out for today."
        )


class DecisionRefusedError(QueryError):
    """A decision that cannot be kept; its message says why, and nothing was changed."""
