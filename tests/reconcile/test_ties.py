"""Customers that share records are looked at together, whichever of the records arrived or changed last."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from queries.errors import QueryError
from queries.reconcile import statements
from queries.reconcile.run import Summary, reconcile, reconcile_changes
from queries.store import Store
from tests.stores import fresh_store

DAY = date(2026, 11, 23)
# Three customers; the second one's payment is applied to the first one's invoice.
SHARED = """
insert into ordway.customers by name
select unnest(['C1', 'C2', 'C3']) as id, id as name, 'Inactive' as status, timestamp '2026-11-01' as synced_at;
insert into ordway.payments by name
select 'PMT-1' as id, 'C2' as customer_id, 'Processed' as status, 'PLN' as currency, 100 as payment_amount,
    100 as applied_amount, 0 as unapplied_amount, 0 as refunded_amount, timestamp '2026-11-01' as synced_at;
insert into ordway.payment_applications by name
select 'PMT-1' as payment_id, 1 as position, 'INV-1' as invoice_id, 100 as amount_applied
"""
INVOICE = """
insert into ordway.invoices by name
select 'INV-1' as id, 'C1' as customer_id, 'Paid' as status, 'PLN' as currency, 100 as invoice_amount,
    100 as paid_amount, 0 as balance, date '2026-10-01' as invoice_date, date '2026-10-15' as due_date, {} as synced_at;
insert into ordway.invoice_lines by name
select 'INV-1' as invoice_id, 9 as position, 100 as effective_price, 0 as line_tax
"""
THIRD_INVOICE = INVOICE.replace("INV-1", "INV-3").replace("C1", "C3").replace("{}", "timestamp '2026-11-01'")
# The third one's, billed by the first one's invoice.
SUBSCRIPTION = """
insert into ordway.subscriptions by name
select 'S-3' as id, 'C3' as customer_id, 'Cancelled' as status, 'PLN' as currency, timestamp '2026-11-01' as synced_at;
insert into ordway.invoice_lines by name
select 'INV-1' as invoice_id, 1 as position, 'S-3' as subscription_id, 0 as effective_price, 0 as line_tax
"""
NOW = "now()::timestamp"
TOUCHED = "update ordway.{} set synced_at = now()::timestamp where id = '{}'"


def change(store: Store, sql: str) -> None:
    """Change the cache, as a pull would."""
    with store.transaction() as cursor:
        cursor.run(sql)


def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    """What a statement returns."""
    with store.cursor() as cursor:
        return cursor.rows(sql)


def touch(store: Store, resource: str, record: str) -> None:
    """Store a record anew."""
    change(store, TOUCHED.replace("{}", resource, 1).replace("{}", record))


def changes_only(store: Store) -> Summary:
    """What reconciling what changed tells, after which all together have nothing to add."""
    some = reconcile_changes(store, DAY)
    every = reconcile(store, DAY)
    assert (every.opened, every.reopened, every.resolved) == (0, 0, 0)
    return some


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """The three, and the payment, but not its invoice."""
    opened = fresh_store(tmp_path / "tieout.duckdb")
    change(opened, SHARED)
    yield opened
    opened.close()


@pytest.fixture
def tied(store: Store) -> Store:
    """With the invoice, and reconciled."""
    change(store, INVOICE.replace("{}", "timestamp '2026-11-01'"))
    assert reconcile(store, DAY).found == 1
    return store


@pytest.mark.parametrize(("resource", "record"), [("customers", "C1"), ("customers", "C2"), ("payments", "PMT-1")])
def test_what_changes_for_one_is_looked_at_for_both(tied: Store, resource: str, record: str) -> None:
    touch(tied, resource, record)
    assert changes_only(tied).accounts == 2


def test_what_ties_nobody_is_looked_at_alone(tied: Store) -> None:
    touch(tied, "customers", "C3")
    assert changes_only(tied).accounts == 1


def test_an_invoice_that_arrives_after_its_payment_ties_both(store: Store) -> None:
    reconcile(store, DAY)
    change(store, INVOICE.replace("{}", NOW))
    assert changes_only(store).accounts == 2


def test_a_payment_that_is_moved_to_an_invoice_of_a_third_ties_that_too(tied: Store) -> None:
    change(tied, THIRD_INVOICE)
    reconcile(tied, DAY)
    change(tied, "update ordway.payment_applications set invoice_id = 'INV-3'")
    touch(tied, "payments", "PMT-1")
    assert changes_only(tied).accounts == 3


def test_an_invoice_that_bills_the_subscription_of_another_ties_both(store: Store) -> None:
    change(store, SUBSCRIPTION)
    reconcile(store, DAY)
    change(store, INVOICE.replace("{}", NOW))
    assert changes_only(store).accounts == 3


def test_what_changed_is_tied_also_when_others_are_looked_at(store: Store) -> None:
    reconcile(store, DAY)
    change(store, INVOICE.replace("{}", NOW))
    reconcile(store, DAY, accounts=["OC3"])
    assert rows(store, "from recon.customer_tie") == [("C2", "C1")]


def test_a_customer_that_is_found_again_is_tied_as_before(tied: Store) -> None:
    change(tied, "update ordway.customers set deleted_at = now()::timestamp where id = 'C1'")
    assert changes_only(tied).resolved == 1
    change(tied, "update ordway.customers set deleted_at = null, synced_at = now()::timestamp where id = 'C1'")
    some = changes_only(tied)
    assert (some.accounts, some.reopened) == (2, 1)


def test_a_tie_that_is_no_more_ends_with_the_next_look_at_everything(tied: Store) -> None:
    change(tied, "delete from ordway.payment_applications")
    touch(tied, "payments", "PMT-1")
    assert changes_only(tied).resolved == 1
    assert rows(tied, "from recon.customer_tie") == []


def test_looking_at_some_accounts_hides_nothing_that_changed_in_others(tied: Store) -> None:
    touch(tied, "customers", "C1")
    reconcile(tied, DAY, accounts=["OC3"])
    assert changes_only(tied).accounts == 2


def test_what_fails_is_looked_at_again(tied: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    change(tied, "update ordway.customers set deleted_at = now()::timestamp where id = 'C1'")
    with monkeypatch.context() as broken:
        broken.setattr(statements, "FATES", "select no_such_column")
        with pytest.raises(QueryError):
            reconcile_changes(tied, DAY)
    assert rows(tied, "from recon.customer_tie") == [("C2", "C1")]
    assert changes_only(tied).resolved == 1
