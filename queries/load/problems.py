"""Why a record cannot be read: the SQL that says so in words, beside the fields it read.

In it, column `g<n>` is the text given for the n-th field, and the field's own name what was read from that text.
"""

from collections.abc import Iterable

from queries.load.shape import Child, Column, Kind, Shape

_DECIMALS = {Kind.MONEY: 4, Kind.PRICE: 10, Kind.QUANTITY: 6, Kind.PERCENT: 4, Kind.RATE: 12}
# DuckDB reads a JSON number through a double: exact to 15 digits, so a longer one is set aside, not rounded.
_LONG_NUMBER = r"[:,\[]\s*-?([0-9]{16,}|[0-9.]{17,})([eE][+-]?[0-9]+)?\s*[,}\]]"
_TOO_LONG = "holds a number with more digits than can be read exactly"
_NO_RECORD = "is not a record"


def record_problem(shape: Shape) -> str:
    """The first reason why a record cannot be read, or null; its text is `json`, the struct of its fields `record`."""
    return _first(
        [
            f"if(not starts_with(json, '{{'), '{_NO_RECORD}', null)",
            "if(id is null, 'has no id', null)",
            "if(starts_with(id, '{') or starts_with(id, '['), 'id is not a text or a number', null)",
            *_unread(shape.columns),
            *_long_numbers(shape.columns),
            *map(_not_a_list, shape.children),
        ]
    )


def element_problem(child: Child) -> str:
    """The first reason why an element of a list cannot be read, or null; the element is the struct `element`."""
    return _first([f"if(element is null, '{_NO_RECORD}', null)", *_unread(child.columns)])


def element_doubt(child: Child) -> str:
    """Why an element may be unreadable although it was read, or null; only its record's text can tell."""
    is_empty = f"coalesce({', '.join(f'g{number}' for number in range(1, len(child.columns) + 1))}) is null"
    return _first([f"if({is_empty}, '{_NO_RECORD}', null)", *_doubtful_numbers(child.columns)])


def is_confirmed(child: Child, doubt: str, position: str) -> str:
    """Whether the text of the record, `json`, bears a doubt about its element at `position` (from 1) out."""
    element = f"'{child.path}[' || ({position} - 1) || ']'"
    return (
        f"case {doubt} when '{_NO_RECORD}' then json_type(json, {element}) <> 'OBJECT' "
        f"when '{_TOO_LONG}' then regexp_matches(json, '{_LONG_NUMBER}') else false end"
    )


def _unread(columns: tuple[Column, ...]) -> list[str]:
    checked = [(n, c) for n, c in enumerate(columns, 1) if c.kind not in (Kind.TEXT, Kind.JSON)]
    unread = [f"reading.problem('{c.name}', g{n}, {c.name})" for n, c in checked]
    return unread + [
        f"reading.inexact('{c.name}', g{n}, {c.name}, {_DECIMALS[c.kind]})" for n, c in checked if c.kind in _DECIMALS
    ]


def _long_numbers(columns: tuple[Column, ...]) -> list[str]:
    return [
        f"if({reason} is null, null, if(regexp_matches(json, '{_LONG_NUMBER}'), '{_TOO_LONG}', null))"
        for reason in _doubtful_numbers(columns)
    ]


def _doubtful_numbers(columns: tuple[Column, ...]) -> list[str]:
    """Whether an amount may have been rounded while it was read.

    A double below 2^52, counted in the last decimal, tells an amount again exactly; one decimal more is looked at, so
    that what is too exact to be kept is not taken for what is near it.
    """
    amounts = [
        f"length(g{n}) > 16 or abs({c.name}) >= {2**52 // 10 ** (_DECIMALS[c.kind] + 1)}"
        for n, c in enumerate(columns, 1)
        if c.kind in _DECIMALS
    ]
    return [f"if({' or '.join(amounts)}, '{_TOO_LONG}', null)"] if amounts else []


def _not_a_list(child: Child) -> str:
    """What stands in the place of a list is looked at only where none was found."""
    none_found = f"record is not null and record.{child.name} is null"
    return (
        f"case when {none_found} and reading.given(json ->> '{child.path}') is not null "
        f"then '{child.name} is not a list but ' || json_type(json, '{child.path}') end"
    )


def _first(reasons: Iterable[str]) -> str:
    return f"coalesce({', '.join(reasons)})"
