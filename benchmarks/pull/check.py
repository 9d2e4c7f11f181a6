"""Whether a loaded store holds what was served: the same rows and, to the cent, the same money."""

from decimal import Decimal
from pathlib import Path

from benchmarks.pull import firmao_records, ordway_invoices
from benchmarks.pull.volume import Volume
from queries.store import connect

Held = dict[str, tuple[int, Decimal]]


class NotTheSameError(RuntimeError):
    """A store does not hold what was served."""

    def __init__(self, who: str, served: Held, held: Held) -> None:
        parted = {table: (served[table], held.get(table)) for table in served if served[table] != held.get(table)}
        super().__init__(f"{who} does not hold what was served: {parted}")


def check(who: str, store: Path, question: Path, volume: Volume) -> Held:
    """Ask `store` the SQL in file `question` and hold it against what was served. Raises `NotTheSameError`."""
    served, held = served_amounts(volume), _held(store, question)
    if served != held:
        raise NotTheSameError(who, served, held)
    return held


def served_amounts(volume: Volume) -> Held:
    """Rows and sum of the amount of each table, from the records' own arithmetic."""
    subtotals, _, totals = zip(*map(ordway_invoices.amounts, range(volume.invoices)), strict=True)
    paid = sum(map(ordway_invoices.paid_cents, range(volume.payments)))
    cents = {
        "ordway.invoices": sum(totals),
        "ordway.invoice_lines": sum(subtotals),
        "ordway.payments": paid,
        "ordway.payment_applications": paid,
        "firmao.agreements": sum(map(firmao_records.netto_cents, range(volume.agreements))),
    }
    return {table: (rows, Decimal(cents.get(table, 0)).scaleb(-2)) for table, rows in volume.rows().items()}


def _held(store: Path, question: Path) -> Held:
    opened = connect(str(store), holder="the benchmark")
    try:
        with opened.cursor() as cursor:
            return {table: (rows, amount) for table, rows, amount in cursor.rows(question.read_text())}
    finally:
        opened.close()
