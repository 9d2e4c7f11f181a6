"""Ledgers: tables of records with exact figures to the right, one meaning a column, a caption for those who listen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from queries.currency import decimals
from ui.marks import SYSTEMS, state_mark, system_mark
from ui.sheet import Node, node
from ui.text import NONE, figure, short_day, short_moment, words
from ui.wording import _
from ui.zone import zone_name

Row = Mapping[str, Any]
Cell = Node | str


@dataclass(frozen=True)
class Column:
    """One column: which value of a record, under which label, read as what.

    `is_minor` is left out where the screen is narrow. `sort` is the order its heading asks for.
    """

    name: str
    label: str
    kind: str
    is_minor: bool = False
    sort: str = ""


def column(name: str, label: str, kind: str = "text", *, minor: bool = False, sort: str = "") -> Column:
    """A column of one of the kinds below: `text`, `code`, `money`, `number`, `day`, `state`, `system` and so on."""
    if kind not in _KINDS:
        raise ValueError(f"{kind!r} is no kind of column: {', '.join(_KINDS)}")
    return Column(name, label, kind, minor, sort)


@dataclass(frozen=True)
class Parts:
    """What a ledger may have besides its rows: own cells and heads by column, a heading's link, what follows a row."""

    cells: Mapping[str, Callable[[Row], Cell]] | None = None
    heads: Mapping[str, Cell] | None = None
    heading: Callable[[Column], Cell] | None = None
    order: tuple[str, bool] | None = None
    below: Callable[[Row], Node | None] | None = None


def ledger(rows: Sequence[Row], columns: Sequence[Column], caption: str, parts: Parts | None = None) -> Node:
    """A table of records. Where all amounts are in one currency, it stands in the headings only; where a narrow screen
    leaves out its column, under each amount.
    """
    given = parts or Parts()
    one = _only_currency(rows, columns)
    shown = [column for column in columns if not (one and column.name == "currency")]
    head = node("thead", node("tr", *(_heading(column, given, one) for column in shown)))
    body = node("tbody", *(line for row in rows for line in _lines(row, shown, given)))
    table = node("table", node("caption", caption), head, body)
    return node("div", table, kind="scroll")


def _only_currency(rows: Sequence[Row], columns: Iterable[Column]) -> str | None:
    """The currency of all amounts where there is just one and the rows are about money at all."""
    found = {row["currency"] for row in rows if row.get("currency")}
    has_money = any(column.kind == "money" for column in columns)
    return found.pop() if has_money and len(found) == 1 else None


def _heading(column: Column, parts: Parts, currency: str | None) -> Node:
    own = (parts.heads or {}).get(column.name, _(column.label))
    label = parts.heading(column) if parts.heading and column.sort else own
    unit = zone_name() if column.kind == "moment" else currency if column.kind == "money" else None
    order = ("descending" if parts.order[1] else "ascending") if parts.order and parts.order[0] == column.sort else ""
    named = [node("span", unit, kind="unit")] if unit else []
    return node("th", label, *named, scope="col", kind=_classes(column), sorted=order if column.sort else "")


def _lines(row: Row, columns: Sequence[Column], parts: Parts) -> Iterable[Node]:
    below = parts.below(row) if parts.below else None
    is_under = any(column.name == "currency" and column.is_minor for column in columns)
    cells = (_content(row, column, parts.cells or {}, is_under=is_under) for column in columns)
    yield node("tr", *map(_cell, columns, cells), kind="opened" if below else "")
    if below:
        yield node("tr", node("td", below, colspan=str(len(columns))), kind="below")


def _content(row: Row, column: Column, own: Mapping[str, Callable[[Row], Cell]], *, is_under: bool) -> Cell:
    told = own[column.name](row) if column.name in own else _KINDS[column.kind](row, column.name)
    is_amount = column.kind == "money" and not column.is_minor and row.get(column.name) and row["currency"]
    return node("div", told, node("span", row["currency"], kind="sub narrow")) if is_under and is_amount else told


def _cell(column: Column, content: Cell) -> Node:
    return (
        content if not isinstance(content, str) and content[0] == "td" else node("td", content, kind=_classes(column))
    )


def _classes(column: Column) -> str:
    side = "figure" if column.kind in ("money", "number") else column.kind
    return f"{side} minor" if column.is_minor else side


def money_cell(row: Row, name: str) -> Cell:
    """An amount with its currency's decimals; nothing, zero and negative each look their own."""
    return toned(figure(row[name], decimals(row.get("currency"))), row[name])


def toned(text: str, value: Any) -> Cell:
    """A figure's text, quiet where it is zero, marked where it is negative."""
    if value is None or value == 0:
        return node("span", text, kind="quiet")
    return node("span", text, kind="negative") if value < 0 else text


def _text(row: Row, name: str) -> Cell:
    return str(row[name]) if row[name] not in (None, "") else node("span", NONE, kind="quiet")


_KINDS: dict[str, Callable[[Row, str], Cell]] = {
    "text": _text,
    "code": _text,
    # What a row is about; what one of two sides holds, whatever it is; a box to tick.
    "main": _text,
    "side": _text,
    "tick": _text,
    "words": lambda row, name: words(row[name]),
    "money": money_cell,
    "number": lambda row, name: toned(figure(row[name]), row[name]),
    "day": lambda row, name: short_day(row[name]) if row[name] else node("span", NONE, kind="quiet"),
    "moment": lambda row, name: short_moment(row[name]) if row[name] else node("span", NONE, kind="quiet"),
    "state": lambda row, name: state_mark(row[name]),
    "system": lambda row, name: system_mark(row[name]) if row[name] in SYSTEMS else _text(row, name),
}
