"""Asking a query by name: parameters checked against its header, decimals exact to the end."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from queries.catalogue import Parameter, Query, query
from queries.errors import WrongParametersError
from queries.extracts import EXTRACTS
from queries.store import Store

# The extracts that whoever asks knows to be up to date, None where nobody does.
_LOOKED_AT: ContextVar[set[str] | None] = ContextVar("looked_at", default=None)
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_READ: dict[str, Callable[[str], Any]] = {
    "varchar": str,
    "integer": int,
    "bigint": int,
    "date": date.fromisoformat,
    "timestamp": datetime.fromisoformat,
    "boolean": lambda text: _FLAGS[text.lower()],
    "decimal": Decimal,
}


def table(store: Store, name: str, **params: Any) -> pa.Table:
    """The rows of a query as an Arrow table.

    A text given for a parameter of another type is read as that type. Raises `UnknownQueryError`, or
    `WrongParametersError` for a parameter that is missing, unknown or unreadable.
    """
    asked = _ready(store, name)
    with store.cursor() as cursor, _processors(store, asked):
        return cursor.table(asked.sql, **_values(asked, params))


def records(store: Store, name: str, **params: Any) -> list[dict[str, Any]]:
    """The rows of a query by column name, as Python values; decimals are `Decimal`. Raises as `table` does."""
    asked = _ready(store, name)
    with store.cursor() as cursor, _processors(store, asked):
        return cursor.records(asked.sql, **_values(asked, params))


@contextmanager
def of_one_state(looked_at: set[str]) -> Iterator[None]:
    """Inside, questions are of one state of the store: extracts that `looked_at` names are not looked at again.

    Those brought up to date inside are added.
    """
    token = _LOOKED_AT.set(looked_at)
    try:
        yield
    finally:
        _LOOKED_AT.reset(token)


def look_at(store: Store, kept: str) -> None:
    """Bring an extract up to date, unless `of_one_state` tells that it was looked at already."""
    looked_at = _LOOKED_AT.get()
    if looked_at is None or kept not in looked_at:
        EXTRACTS[kept].bring_up_to_date(store, looked_at=looked_at or ())
    if looked_at is not None:
        looked_at |= {kept, *(below.name for below in EXTRACTS[kept].rests_on)}


def is_up_to_date(store: Store, kept: str) -> bool:
    """Whether an extract is of the store's state, which is not asked where `of_one_state` tells that it is."""
    return kept in (_LOOKED_AT.get() or ()) or EXTRACTS[kept].is_up_to_date(store)


def _processors(store: Store, asked: Query) -> AbstractContextManager[None]:
    return store.room.all_processors() if asked.by_all_processors else nullcontext()


def _ready(store: Store, name: str) -> Query:
    asked = query(name)
    for kept in asked.kept:
        look_at(store, kept)
    return asked


def today() -> date:
    """The business's calendar day, where nobody names another."""
    return date.today()  # noqa: DTZ011 - the day on the wall, not an instant


def _values(asked: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    for unknown in given.keys() - asked.parameters.keys():
        raise _wrong(asked, f"it takes no parameter {unknown!r}")
    return {one.name: _value(asked, one, given) for one in asked.parameters.values()}


def _value(asked: Query, parameter: Parameter, given: Mapping[str, Any]) -> Any:
    value = given.get(parameter.name)
    if value is None and parameter.type == "date" and parameter.name == "as_of":
        return today()
    if parameter.name not in given:
        return _default(asked, parameter)
    return _read(asked, parameter, value) if isinstance(value, str) else value


def _default(asked: Query, parameter: Parameter) -> Any:
    if parameter.default is None:
        raise _wrong(asked, f"the parameter {parameter.name!r} is missing")
    return _read(asked, parameter, parameter.default)


def _read(asked: Query, parameter: Parameter, text: str) -> Any:
    try:
        return _READ[parameter.type](text)
    except (ValueError, KeyError, InvalidOperation) as error:
        raise _wrong(asked, f"{parameter.name} wants a {parameter.type}, not {text!r}") from error


def _wrong(asked: Query, what: str) -> WrongParametersError:
    declared = ", ".join(f"{one.name} ({one.type})" for one in asked.parameters.values())
    return WrongParametersError(asked.name, what, declared)
