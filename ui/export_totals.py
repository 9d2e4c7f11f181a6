"""The sheet of totals of an exported list: how many rows each currency has, and what their amounts add up to."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from ui.exports import Rows, Said, Totals
from ui.ledger import Column, Row, column

_FOUND = column("found", "Rows", "number")


def totals_of(exported: Sequence[Column], said: Said) -> Totals:
    """The totals of the rows below some columns, a row a currency: its amounts, and `found`, how many rows it has.

    Amounts of different currencies are never added; an unknown amount adds nothing. `said` stands above.
    """
    amounts = [one for one in exported if one.kind == "money"]
    columns = (column("currency", "Cur.", "code"), _FOUND, *amounts)
    return Totals(columns, partial(_added_up, [one.name for one in amounts]), said)


def _added_up(names: Sequence[str], rows: Rows) -> list[Row]:
    by_currency: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_currency[row["currency"] or ""].append(row)
    return [_sums(names, currency, each) for currency, each in sorted(by_currency.items())]


def _sums(names: Sequence[str], currency: str, rows: Rows) -> Row:
    sums = {name: sum((row[name] for row in rows if row[name] is not None), Decimal(0)) for name in names}
    return {"currency": currency, "found": len(rows), **sums}
