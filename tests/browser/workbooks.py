"""Reading an XLSX file plainly: the texts and numbers of each sheet, as they stand in the cells."""

import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cells = list[dict[str, Any]]


def sheets(file: Path) -> list[Cells]:
    """The rows of each sheet, by the labels above them; numbers are `Decimal`, empty cells are left out."""
    with zipfile.ZipFile(file) as book:
        shared = ["".join(one.itertext()) for one in _xml(book, "xl/sharedStrings.xml")]
        names = sorted(name for name in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name))
        return [_rows(_xml(book, name), shared) for name in names]


def _xml(book: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(book.read(name))  # noqa: S314 - a file of our own


def _rows(sheet: ElementTree.Element, shared: list[str]) -> Cells:
    rows = [{_place(cell): _value(cell, shared) for cell in row} for row in sheet.iter(f"{_TAG}row")]
    # What is said of the rows stands above the labels, which are more.
    labels = max(rows, key=len)
    others = rows[rows.index(labels) + 1 :]
    return [{labels[place]: value for place, value in row.items()} for row in others]


def _place(cell: ElementTree.Element) -> str:
    return re.sub(r"\d", "", cell.attrib["r"])


def _value(cell: ElementTree.Element, shared: list[str]) -> Any:
    told = cell.findtext(f"{_TAG}v") or "0"
    return shared[int(told)] if cell.get("t") == "s" else Decimal(told)
