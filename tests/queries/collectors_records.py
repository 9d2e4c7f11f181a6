"""Invoices, payments and what a collector notes, put straight into a store, as small as they can be."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from queries.store import Store
from tests.queries.small_records import put, put_linked_account, small_store

# What is put in carries no stamp, so that what is kept of it would not be told anew.
_EMPTIED = """
delete from recon.extract;
delete from ordway.invoices;
delete from ordway.payments;
delete from ordway.payment_applications;
delete from ledger.collection_contact;
delete from ledger.promise;
delete from ledger.promise_withdrawal;
delete from ledger.dispute;
delete from ledger.dispute_change
"""


@contextmanager
def two_customers(folder: Path) -> Iterator[Store]:
    """Accounts `F1` and `F2`, customers `C-1` and `C-2` of Ordway, who owe nothing yet."""
    with small_store(folder / "tieout.duckdb") as store:
        put_linked_account(store, 1)
        put_linked_account(store, 2)
        yield store


def empty(store: Store) -> None:
    """Nothing is owed, paid or noted any more."""
    with store.transaction() as cursor:
        cursor.run(_EMPTIED)


def put_owed(store: Store, invoice: str, due_on: date, balance: Decimal | int = 100, **given: Any) -> None:
    """A posted invoice of `C-1` in PLN with something open."""
    own = {
        "id": invoice,
        "customer_id": "C-1",
        "status": "Posted",
        "currency": "PLN",
        "invoice_amount": balance,
        "balance": balance,
        "invoice_date": min(due_on, date(2026, 1, 1)),
        "due_date": due_on,
    }
    put(store, "ordway.invoices", **own | given)


def put_paid(store: Store, payment: str, paid_on: date, amount: Decimal | int, **given: Any) -> None:
    """A payment of `C-1` in PLN that came in."""
    own = {
        "id": payment,
        "customer_id": "C-1",
        "status": "Processed",
        "currency": "PLN",
        "payment_amount": amount,
        "payment_date": paid_on,
    }
    put(store, "ordway.payments", **own | given)


def put_promise(store: Store, name: str, made: date, until: date, amount: int, **given: Any) -> None:
    """A promise of `F1` in PLN, as the ledger keeps it."""
    own = {
        "promise_id": name,
        "account_id": "F1",
        "amount": amount,
        "currency": "PLN",
        "promised_on": made,
        "promised_for": until,
        "words": "",
        "who": "Anna",
        "made_at": datetime(made.year, made.month, made.day, 9),  # noqa: DTZ001 - UTC, as the store has it
    }
    put(store, "ledger.promise", **own | given)
