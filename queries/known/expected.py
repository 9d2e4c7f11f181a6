"""What was due to be billed beside what was billed, month by month, from a dossier: the schedule of reconciling."""

from datetime import date
from pathlib import Path
from typing import Any

from queries.reconcile.run import prepare_due_and_billed
from queries.reconcile.terms import Terms
from queries.store import Store

_BY_MONTH = (Path(__file__).parent / "billed_by_month.sql").read_text(encoding="utf-8")


def billed_by_month(dossier: Store, as_of: date, terms: Terms) -> list[dict[str, Any]]:
    """Currency, `month_start`, `expected_amount`, `billed_amount` and their `difference`, before tax, by service month.

    For a dossier only: what reconciling notes of the terms is written into the store.
    """
    with dossier.transaction() as cursor:
        prepare_due_and_billed(cursor, as_of, terms)
        return cursor.records(_BY_MONTH)
