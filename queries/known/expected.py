"""What was due to be billed beside what was billed, month by month, from a dossier: the schedule of reconciling."""

from datetime import date
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from queries.known.lectern import Dossier, Lectern, Tables
from queries.known.planning import after
from queries.reconcile.run import due_and_billed, prepare_due_and_billed
from queries.reconcile.terms import Terms, set_terms
from queries.store import Store

_BY_MONTH = (Path(__file__).parent / "billed_by_month.sql").read_text(encoding="utf-8")
# Where the terms are read by what makes those working tables.
_TERMS = ("tolerance", "billing_rule", "billing_period", "recon.won_status", "recon.custom_billing_period")
# What each told last: terms are those of the policy, nearly always the same, and telling them takes thirty writes.
_LAST: WeakKeyDictionary[Lectern, tuple[Terms, Tables]] = WeakKeyDictionary()
_SETTING = "create or replace temp table setting as select $as_of as as_of"


def billed_by_month(dossier: Store, as_of: date, terms: Terms) -> list[dict[str, Any]]:
    """Currency, `month_start`, `expected_amount`, `billed_amount` and their `difference`, before tax, by service month.

    For a dossier only: what reconciling notes of the terms is written into the store where it is none of a lectern.
    """
    if isinstance(dossier, Dossier):
        return _read(dossier, as_of, terms)
    with dossier.transaction() as cursor:
        prepare_due_and_billed(cursor, as_of, terms)
        return cursor.records(_BY_MONTH)


def _read(dossier: Dossier, as_of: date, terms: Terms) -> list[dict[str, Any]]:
    told = _terms_told(dossier.lectern, terms)
    with dossier.cursor_of("months") as cursor:
        for name, rows in told.items():
            cursor.lay(name, rows) if "." in name else cursor.register(name, rows)
        steps = [step for script in (_SETTING, *due_and_billed()) for step in cursor.steps(script, as_of=as_of)]
        return cursor.records(after(steps, _BY_MONTH))


def _terms_told(lectern: Lectern, terms: Terms) -> Tables:
    """The tables that terms are read from, by name."""
    last, told = _LAST.get(lectern, (None, {}))
    if last != terms:
        with lectern.blank.transaction() as cursor:
            set_terms(cursor, terms)
            told = {name: cursor.table(f"from {name}") for name in _TERMS}
        _LAST[lectern] = terms, told
    return told
