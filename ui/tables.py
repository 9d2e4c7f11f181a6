"""Tables: exact decimals straight from Arrow, figures to the right, a name for each column, and exports."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st
from xlsxwriter import Workbook

# A cell that begins so would be carried out as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CODES = {"status", "kind", "resource"}
Columns = Mapping[str, Any]


def money(label: str) -> Any:
    """A column of amounts, thousands apart and two decimals."""
    return st.column_config.NumberColumn(label, format="accounting")


def number(label: str) -> Any:
    """A column of counts or quantities."""
    return st.column_config.NumberColumn(label, format="localized")


def day(label: str) -> Any:
    """A column of days."""
    return st.column_config.DateColumn(label, format="D MMM YYYY")


def moment(label: str) -> Any:
    """A column of UTC instants."""
    return st.column_config.DatetimeColumn(label, format="D MMM YYYY, HH:mm")


def text(label: str) -> Any:
    """A column of words."""
    return st.column_config.TextColumn(label)


def flag(label: str) -> Any:
    """A column of yes and no."""
    return st.column_config.CheckboxColumn(label)


def shown(
    rows: pa.Table, columns: Columns, *, alt: str, key: str | None = None, height: int | None = None
) -> int | None:
    """Draw the named columns of a table; returns the position of the chosen row where `key` makes rows choosable."""
    visible = _in_words(rows.select(list(columns)))
    options: dict[str, Any] = {
        "column_config": dict(columns), "hide_index": True, "width": "stretch", "alt": alt, "placeholder": "–",
    }  # fmt: skip
    if height:
        options["height"] = height
    if key is None:
        st.dataframe(visible, **options)
        return None
    chosen = st.dataframe(visible, key=key, on_select="rerun", selection_mode="single-row", **options)
    return next(iter(chosen.selection.rows), None)


def _in_words(rows: pa.Table) -> pa.Table:
    """Codes such as `partially_paid` as words."""
    for place, name in enumerate(rows.column_names):
        if name in _CODES:
            rows = rows.set_column(place, name, pc.replace_substring(rows[name], "_", " "))
    return rows


def exports(rows: pa.Table, name: str) -> None:
    """Buttons that save just these rows as CSV and as XLSX, made when they are pressed."""
    left, right, _ = st.columns([1, 1, 6])
    left.download_button("CSV", lambda: as_csv(rows), f"{name}.csv", "text/csv", on_click="ignore", width="stretch")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    right.download_button("XLSX", lambda: as_xlsx(rows), f"{name}.xlsx", kind, on_click="ignore", width="stretch")


def as_csv(rows: pa.Table) -> bytes:
    """Rows as CSV for a spreadsheet: UTF-8 with its mark, texts that look like formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(rows.column_names)
    writer.writerows([_harmless(value) for value in row.values()] for row in rows.to_pylist())
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: pa.Table) -> bytes:
    """Rows as a workbook: amounts are numbers, days are days, texts are always texts."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        formats = {
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "sum": book.add_format({"num_format": "#,##0.00"}),
        }
        sheet.write_row(0, 0, rows.column_names, book.add_format({"bold": True}))
        for line, row in enumerate(rows.to_pylist(), start=1):
            for place, value in enumerate(row.values()):
                _write(sheet, line, place, value, formats)
        sheet.autofit()
    return out.getvalue()


def _write(sheet: Any, line: int, place: int, value: Any, formats: Mapping[str, Any]) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(line, place, value, formats["sum"])
    elif hasattr(value, "isoformat"):
        sheet.write_datetime(line, place, value, formats["day"])
    elif isinstance(value, str):
        sheet.write_string(line, place, value)
    elif value is not None:
        sheet.write(line, place, value)


def _harmless(value: Any) -> Any:
    is_formula = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if is_formula else value
