"""Asking a query by name: parameters checked against its header, decimals exact to the end."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from queries.catalogue import Parameter, Query, query
from queries.errors import WrongParametersError
from queries.kept_payments import bring_payments_up_to_date
from queries.listed import bring_list_up_to_date
from queries.store import Store

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
    asked, values = _ready(store, name, params)
    with store.cursor() as cursor:
        return cursor.table(asked.sql, **values)


def records(store: Store, name: str, **params: Any) -> list[dict[str, Any]]:
    """The rows of a query by column name, as Python values; decimals are `Decimal`. Raises as `table` does."""
    asked, values = _ready(store, name, params)
    with store.cursor() as cursor:
        return cursor.records(asked.sql, **values)


def _ready(store: Store, name: str, given: dict[str, Any]) -> tuple[Query, dict[str, Any]]:
    asked = query(name)
    if asked.reads_list:
        bring_list_up_to_date(store)
    values = _values(asked, given)
    if asked.reads_payments:
        bring_payments_up_to_date(store, values["as_of"])
    return asked, values


def today() -> date:
    """The business's calendar day, where nobody names another."""
    return date.today()  # noqa: DTZ011 - the day on the wall, not an instant


def _values(asked: Query, given: dict[str, Any]) -> dict[str, Any]:
    for unknown in given.keys() - asked.parameters.keys():
        raise _wrong(asked, f"it takes no parameter {unknown!r}")
    return {one.name: _value(asked, one, given) for one in asked.parameters.values()}


def _value(asked: Query, parameter: Parameter, given: dict[str, Any]) -> Any:
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
