"""What is filed by customer is read as the records themselves are, and only while it is a copy of them."""

from collections.abc import Iterator

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.extracts.filed import FILED
from queries.known.present import present
from queries.store import Cursor, Store
from tests.queries.conftest import PulledOnce
from tests.sync.conftest import DAY
from tests.sync.small_company import small_company

ACCOUNTS = ("F1", "F2", "F3", "F77")
# A customer of each invoice, which may be one that Ordway does not know, or none.
CUSTOMERS = st.sampled_from(["C-00001", "C-00002", "C-00003", "C-99999", None])
INVOICES = st.lists(CUSTOMERS, max_size=4)
# A customer of each payment, and the numbers of the invoices it was applied to, some of which do not exist.
PAYMENTS = st.lists(st.tuples(CUSTOMERS, st.lists(st.integers(0, 5), max_size=3)), max_size=5)
EMPTIED = """
delete from recon.extract where name = 'filed';
delete from ordway.invoices;
delete from ordway.invoice_lines;
delete from ordway.payments;
delete from ordway.payment_applications
"""
INVOICE = """
insert into ordway.invoices by name
select $id as id, $customer as customer_id, number as invoice_amount, '{}' as raw, timestamp '2026-10-01' as synced_at
from (select $number::integer as number)
"""
LINE = "insert into ordway.invoice_lines by name select $id as invoice_id, $position::integer as position"
PAYMENT = """
insert into ordway.payments by name
select $id as id, $customer as customer_id, '[]' as refunds, '{}' as raw, timestamp '2026-10-01' as synced_at
"""
APPLICATION = """
insert into ordway.payment_applications by name
select $id as payment_id, $position::integer as position, $invoice as invoice_id, $position * 0.01 as amount_applied
"""


@pytest.fixture(scope="module")
def company(pulled_once: PulledOnce) -> Iterator[Store]:
    """Three customers on either side, whose invoices and payments a test makes up."""
    with pulled_once(small_company(DAY, customers=3, invoices=3)) as store:
        yield store


def make_up(cursor: Cursor, invoices: list[str | None], payments: list[tuple[str | None, list[int]]]) -> None:
    """Put them in place of all that was invoiced and paid; an invoice of number n has n lines."""
    cursor.run(EMPTIED)
    for number, customer in enumerate(invoices):
        cursor.run(INVOICE, id=f"INV-{number}", customer=customer, number=number)
        for position in range(1, number + 1):
            cursor.run(LINE, id=f"INV-{number}", position=position)
    for number, (customer, applied_to) in enumerate(payments):
        cursor.run(PAYMENT, id=f"PMT-{number}", customer=customer)
        for position, invoice in enumerate(applied_to, 1):
            cursor.run(APPLICATION, id=f"PMT-{number}", position=position, invoice=f"INV-{invoice}")


def rows_of(store: Store, account_id: str) -> dict[str, list[str]]:
    """What is read of an account, in an order of its own; tables without a row are left out."""
    tables: dict[str, pa.Table] = present(store, account_id)
    return {name: sorted(str(row) for row in table.to_pylist()) for name, table in tables.items() if table.num_rows}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(INVOICES, PAYMENTS)
def test_whoever_paid_for_whom_what_is_filed_is_read_as_the_records_are(
    company: Store, invoices: list[str | None], payments: list[tuple[str | None, list[int]]]
) -> None:
    with company.cursor() as cursor:
        make_up(cursor, invoices, payments)
    read = {account_id: rows_of(company, account_id) for account_id in ACCOUNTS}
    assert FILED.bring_up_to_date(company)
    assert {account_id: rows_of(company, account_id) for account_id in ACCOUNTS} == read


def of_invoices(store: Store) -> list[tuple[str, int]]:
    """The invoices that are read of the first account, with what they come to."""
    table = present(store, ACCOUNTS[0])["ordway.invoices"]
    return [(row["id"], int(row["invoice_amount"])) for row in table.to_pylist()]


def test_what_changed_since_it_was_filed_is_read_from_the_records(company: Store) -> None:
    with company.cursor() as cursor:
        make_up(cursor, [None, "C-00001"], [])
    FILED.bring_up_to_date(company)
    with company.cursor() as cursor:
        cursor.run("update ordway.invoices set invoice_amount = 7, synced_at = synced_at + interval 1 hour")
    assert of_invoices(company) == [("INV-1", 7)]


def test_what_is_filed_is_read_in_place_of_the_records(company: Store) -> None:
    with company.cursor() as cursor:
        make_up(cursor, [None, "C-00001"], [])
    FILED.bring_up_to_date(company)
    with company.cursor() as cursor:
        cursor.run("update recon.filed_invoice set invoice_amount = 9")
    assert of_invoices(company) == [("INV-1", 9)]


@pytest.mark.parametrize("filed", FILED.tables[:-1])
def test_what_is_filed_has_every_column_of_the_records(company: Store, filed: str) -> None:
    copied = f"ordway.{filed.removeprefix('recon.filed_')}s"
    with company.cursor() as cursor:
        columns = cursor.columns(f"from {copied}")
        assert [one for one in cursor.columns(f"from {filed}") if one[0] != "filed_under"] == columns
