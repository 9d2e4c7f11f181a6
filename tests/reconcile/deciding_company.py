"""Three accounts whose two sides part and agree again, as small as they can be, to decide about what is found."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from tests.reconcile.life_reference import Life
from tests.stores import fresh_store

DAY = date(2026, 11, 23)
# Two contracts that nobody bills, a cause with symptoms each, and an invoice of another customer that was short-paid.
ACCOUNTS = ("F1", "F2", "OC1")
SOLD = """
insert into firmao.customers by name select '{id}' as id, id as name;
insert into firmao.agreements by name
select '{id}' as id, id as number, id as customer_id, 'ACCEPTED' as offer_status, 'PLN' as currency,
    '2026-10-01' as mapped_service_start, '2026-11-30' as mapped_service_end, 'Monthly' as mapped_billing_period,
    'In Advance' as mapped_charge_timing, 100 as netto_price, 0 as vat_price, 100 as brutto_price;
insert into firmao.entries by name
select '{id}' as id, id as agreement_id, 'X' as product_code, 'X' as product_name, 1 as quantity,
    100 as unit_netto_price, 100 as netto_price
"""
SHORT_PAID = """
insert into ordway.customers by name select 'C1' as id, 'C1' as name, 'Inactive' as status;
insert into ordway.invoices by name
select 'INV-1' as id, 'C1' as customer_id, 'Partially paid' as status, 'PLN' as currency, 100 as invoice_amount,
    40 as paid_amount, 60 as balance, date '2026-10-01' as invoice_date, date '2026-10-15' as due_date;
insert into ordway.invoice_lines by name
select 'INV-1' as invoice_id, 1 as position, 100 as effective_price, 0 as line_tax
"""
# What a pull would change so that an account's two sides part, or agree.
PARTED = (
    "update firmao.agreements set offer_status = if('F' || id in (select unnest($parted)), 'ACCEPTED', 'SENT')",
    "update ordway.invoices set status = if('OC1' in (select unnest($parted)), 'Partially paid', 'Paid')",
)
FORGOTTEN = """
delete from recon.discrepancy;
delete from ledger.discrepancy_event;
delete from ledger.exception;
delete from ledger.exception_end
"""


@dataclass(frozen=True)
class Company:
    """The three in a store, and what is found in them while their two sides part."""

    store: Store
    found: dict[str, Life]

    def part(self, accounts: Collection[str]) -> None:
        """From now on the two sides of these part, and those of the others agree."""
        with self.store.transaction() as cursor:
            for sql in PARTED:
                cursor.run(sql, parted=sorted(accounts))

    def start_anew(self) -> None:
        """Forget whatever was found and decided."""
        with self.store.transaction() as cursor:
            cursor.run(FORGOTTEN)

    def find_all(self) -> None:
        """All three part and were reconciled once; nothing is decided."""
        self.start_anew()
        self.part(ACCOUNTS)
        reconcile(self.store, DAY)


@contextmanager
def company_in(folder: Path) -> Iterator[Company]:
    """The company in a store of its own."""
    store = fresh_store(folder / "tieout.duckdb")
    with store.transaction() as cursor:
        for customer in ("1", "2"):
            cursor.run(SOLD.replace("{id}", customer))
        cursor.run(SHORT_PAID)
    made = Company(store, {})
    made.find_all()
    made.found.update({row["id"]: _life(row) for row in records(store, "discrepancies/queue")})
    yield made
    store.close()


def _life(row: dict[str, Any]) -> Life:
    own = row["impact"] if row["rule"][0] in "IP" else Decimal(0)
    return Life(row["rule"], row["account_id"], row["root_id"], own)
