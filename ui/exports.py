"""Exports: the records of a table as CSV or XLSX, exact, with the labels of the screen and no formula carried out."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st
from xlsxwriter import Workbook

from queries.currency import decimals, places
from ui.downloads import offer
from ui.language import in_this_language
from ui.ledger import Column, Row
from ui.sheet import Node, draw_sheet, node
from ui.wording import _
from ui.zone import in_this_zone, local, zone_name

Rows = Sequence[Row]
Making = Callable[[], Rows]
Said = Sequence[tuple[str, str]]
# A cell that begins so would be carried out as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# A spreadsheet keeps this many digits of a number; a longer one is written as text.
_DIGITS = 15
_KINDS = {"CSV": "text/csv", "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True)
class Totals:
    """A second sheet of a workbook: what the rows of the first one add up to.

    `rows` is handed those rows, so that the two tie; `said` stands above: as of which day, what was asked for.
    """

    columns: Sequence[Column]
    rows: Callable[[Rows], Rows]
    said: Said = ()


def exports(
    name: str,
    columns: Sequence[Column],
    choices: Mapping[str, Making],
    title: str = "",
    totals: Totals | None = None,
) -> None:
    """A button that offers the rows of each choice as CSV and as XLSX, made only when one is taken."""
    with st.popover(title or _("Export"), icon=":material/download:", type="tertiary"):
        offered = [
            _offer(
                name,
                label,
                kind,
                in_this_language(in_this_zone(partial(_made, kind, columns, rows, _of(label, totals)))),
            )
            for label, rows in choices.items()
            for kind in _KINDS
        ]
        draw_sheet(node("ul", *offered, kind="offers"), key=f"export-{name}")


def _of(label: str, totals: Totals | None) -> Totals | None:
    """The totals of one choice, which say which it is."""
    return replace(totals, said=((_("Rows"), label), *totals.said)) if totals and totals.said else totals


def _offer(name: str, label: str, kind: str, make: Callable[[], bytes]) -> Node:
    file = f"{name}.{kind.lower()}"
    return node(
        "li",
        node(
            "a", _("{label} as {kind}", label=label, kind=kind), href=offer(f"{label}/{file}", file, _KINDS[kind], make)
        ),
    )


def _made(kind: str, columns: Sequence[Column], rows: Making, totals: Totals | None) -> bytes:
    return as_csv(columns, rows()) if kind == "CSV" else as_xlsx(columns, rows(), totals)


def as_csv(columns: Sequence[Column], rows: Rows) -> bytes:
    """Rows as CSV for a spreadsheet: UTF-8 with its mark, amounts with all their digits, texts made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(_head, columns))
    writer.writerows([_written(row, column) for column in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _head(column: Column) -> str:
    """The label; by which clock instants are told stands with it."""
    return f"{_(column.label)}, {zone_name()}" if column.kind == "moment" else _(column.label)


def _written(row: Row, column: Column) -> str:
    value = row[column.name]
    if isinstance(value, Decimal):
        return f"{value:.{_places(row, column)}f}"
    if isinstance(value, date):
        return (local(value) if isinstance(value, datetime) else value).isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def as_xlsx(columns: Sequence[Column], rows: Rows, totals: Totals | None = None) -> bytes:
    """Rows as a workbook: amounts are numbers, days are days, texts are texts; totals stand on a second sheet.

    Above the totals stands what is said of them, a line each.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        _Sheet(book).fill(columns, rows)
        if totals:
            _Sheet(book, _("Totals")).fill(totals.columns, totals.rows(rows), totals.said)
    return out.getvalue()


class _Sheet:
    """One sheet of a workbook. A format is made once for each way of showing: a workbook holds only so many."""

    def __init__(self, book: Any, name: str | None = None) -> None:
        self._book = book
        self._sheet = book.add_worksheet(name)
        self._formats: dict[str, Any] = {}

    def fill(self, columns: Sequence[Column], rows: Rows, said: Said = ()) -> None:
        bold = self._book.add_format({"bold": True})
        for line, told in enumerate(said):
            for place, text in enumerate(told):
                self._sheet.write_string(line, place, text)
        head = len(said) + bool(said)
        self._sheet.write_row(head, 0, map(_head, columns), bold)
        self._sheet.freeze_panes(head + 1, 0)
        for line, row in enumerate(rows, start=head + 1):
            for place, column in enumerate(columns):
                self._write(line, place, row, column)
        self._sheet.autofit()

    def _write(self, line: int, place: int, row: Row, column: Column) -> None:
        value = row[column.name]
        if isinstance(value, Decimal | int) and not isinstance(value, bool) and _fits(value):
            self._sheet.write_number(line, place, value, self._shown(_number_format(row, column)))
        elif isinstance(value, datetime):
            self._sheet.write_datetime(line, place, local(value).replace(tzinfo=None), self._shown("yyyy-mm-dd hh:mm"))
        elif isinstance(value, date):
            self._sheet.write_datetime(line, place, value, self._shown("yyyy-mm-dd"))
        elif value is not None:
            self._sheet.write_string(line, place, str(value))

    def _shown(self, number_format: str) -> Any:
        if number_format not in self._formats:
            self._formats[number_format] = self._book.add_format({"num_format": number_format})
        return self._formats[number_format]


def _places(row: Row, column: Column) -> int:
    return places(row[column.name], decimals(row.get("currency")) if column.kind == "money" else 0)


def _fits(value: Decimal | int) -> bool:
    return len(Decimal(value).normalize().as_tuple().digits) <= _DIGITS


def _number_format(row: Row, column: Column) -> str:
    count = _places(row, column) if isinstance(row[column.name], Decimal) else 0
    return "#,##0" + ("." + "0" * count if count else "")
