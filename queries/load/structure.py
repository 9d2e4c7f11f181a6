"""How the text of a record is taken apart in one pass: the structure asked for, and where each field then stands."""

import json
from collections.abc import Iterable

from queries.load.shape import Column, Kind, Shape

Structure = dict[str, object]


def take_apart(shape: Shape) -> str:
    """SQL: the text `json` of a record as a struct, with the texts of its fields and lists of such structs."""
    wanted = _structure(shape.columns) | {child.name: [_structure(child.columns)] for child in shape.children}
    return f"json_transform(json, '{json.dumps(wanted)}')"


def given(column: Column, among: Iterable[Column], record: str) -> str:
    """SQL: the text of one field of struct `record`, which was asked for together with the columns `among`.

    It is null where nothing was given: no such field, or a null, "" or "-" in its place.
    """
    outer, *inner = _names(column)
    if column.kind is Kind.JSON:
        return f"""nullif(nullif({record}."{outer}"::varchar, '""'), '"-"')"""
    if inner and outer in _kept_whole(among):
        return f"""reading.given({record}."{outer}" ->> '$.{".".join(inner)}')"""
    field = ".".join(f'"{name}"' for name in (outer, *inner))
    return f"reading.given({record}.{field}::varchar)"


def _structure(columns: Iterable[Column]) -> Structure:
    """Objects whose fields are asked for are structs in turn, unless they are kept whole as well."""
    whole = _kept_whole(columns)
    wanted: Structure = dict.fromkeys(whole, "JSON")
    for outer, *inner in map(_names, columns):
        if outer not in whole:
            wanted[outer] = _merged(wanted.get(outer), inner)
    return wanted


def _merged(known: object, inner: list[str]) -> object:
    if not inner:
        return "VARCHAR"
    fields = known if isinstance(known, dict) else {}
    return fields | {inner[0]: _merged(fields.get(inner[0]), inner[1:])}


def _kept_whole(columns: Iterable[Column]) -> set[str]:
    return {_names(column)[0] for column in columns if column.kind is Kind.JSON}


def _names(column: Column) -> list[str]:
    return column.path.removeprefix("$.").split(".")
