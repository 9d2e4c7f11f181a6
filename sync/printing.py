"""Rows and outcomes as text for a terminal, CSV for a spreadsheet, JSON for a program."""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from queries.currency import plain_amount
from sync.pull import Outcome

Row = dict[str, Any]
# Kept as exactly as any currency needs; told with the decimals of the row's own.
_AMOUNTS = {"impact", "impact_signed", "under_collected", "over_collected", "leakage"}
# A cell that begins so would be carried out as a formula by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def print_rows(rows: Sequence[Row], form: str) -> None:
    """Print rows as a table, as CSV or as JSON. Decimals keep every digit."""
    shown = [_in_own_decimals(row) for row in rows]
    click.echo({"table": _as_table, "csv": _as_csv, "json": as_json}[form](shown), nl=form != "csv")


def print_outcome(outcome: Outcome) -> None:
    """Print how a pull ended, one line a resource."""
    print_rows([_step_row(step) for step in outcome_as_dict(outcome)["steps"]], "table")
    for (system, message), lists in _lists_by_failure(outcome).items():
        click.echo(f"{system} {', '.join(lists)}: {message}", err=True)
    if outcome.status == "quarantined":
        click.echo(outcome.message, err=True)


def _lists_by_failure(outcome: Outcome) -> dict[tuple[str, str], list[str]]:
    """The lists that failed, by system and what is to be said: mostly one reason for all of a system's."""
    lists: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for failure in outcome.failures:
        lists[failure.system, failure.message].append(failure.resource)
    return lists


def outcome_as_dict(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain data: run, status, steps with their counts, failures."""
    return {
        "run_id": outcome.run_id,
        "status": outcome.status,
        "message": outcome.message,
        "steps": [
            {key: _plain(value) for key, value in step.as_row().items()} | {"is_tied_out": step.is_tied_out}
            for step in outcome.steps
        ],
        "failures": [asdict(failure) for failure in outcome.failures],
    }


def as_json(value: Any) -> str:
    """JSON with money as text, so that no reader rounds it, and dates as ISO."""
    return json.dumps(_told(value), default=_plain, indent=2, ensure_ascii=False)


def _told(value: Any) -> Any:
    """The same data with the amounts of each row in its own currency's decimals."""
    if isinstance(value, dict):
        return {key: _told(held) for key, held in _in_own_decimals(value).items()}
    return [_told(one) for one in value] if isinstance(value, list) else value


def _in_own_decimals(row: Row) -> Row:
    amounts = {name: row[name] for name in _AMOUNTS & row.keys() if isinstance(row[name], Decimal)}
    return row | {name: Decimal(plain_amount(held, row.get("currency"))) for name, held in amounts.items()}


def _step_row(step: Row) -> Row:
    shown = ("system", "resource", "mode", "offered", "inserted", "updated", "unchanged", "quarantined", "deleted")
    return {key: step[key] for key in shown} | {"requests": step["requests"], "note": step["note"]}


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _as_table(rows: Sequence[Row]) -> str:
    if not rows:
        return "No rows."
    names = list(rows[0])
    cells = [names] + [[_on_one_line(_text(row[name])) for name in names] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(names))]
    is_number = [all(isinstance(row[name], (int, Decimal)) for row in rows) for name in names]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, is_number, strict=True)
        ).rstrip()
        for row in cells
    )


def _as_csv(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    if rows:
        writer.writerow(rows[0])
        writer.writerows([[_safe(value) for value in row.values()] for row in rows])
    return out.getvalue()


def _safe(value: Any) -> Any:
    is_formula = isinstance(value, str) and value.startswith(_FORMULA)
    return f"'{value}" if is_formula else _text(value)


def _on_one_line(text: str) -> str:
    """Line breaks would tear the table apart, and a terminal carries out other control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _text(value: Any) -> str:
    return "" if value is None else str(_plain(value))
