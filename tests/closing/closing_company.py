"""A small company whose October can be closed: both systems were read and compared after the month had ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from queries.ledger.closing import close_month
from queries.people import Person
from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from tests.reconcile.deciding_company import DAY, Company, company_in

OCTOBER = date(2026, 10, 1)
LEAD = Person("Lena", frozenset({"finance lead"}))
APPROVER = Person("Adam", frozenset({"approver"}))
FINANCE = Person("Fela", frozenset({"finance"}))
# Every list of either system was read an hour before the comparison.
READ = """
insert into ledger.sync_step by name
select
    'R1' as run_id, schema_name as system, table_name as resource, 'full' as mode, 'done' as status,
    now()::timestamp - interval 1 hour as started_at, now()::timestamp - interval 1 hour as finished_at,
    columns('^(requests|retries|bytes|received|repeated|offered|inserted|updated|unchanged|quarantined|deleted)$')
from duckdb_columns()
cross join (select 0 as requests, 0 as retries, 0 as bytes, 0 as received, 0 as repeated, 0 as offered, 0 as inserted,
    0 as updated, 0 as unchanged, 0 as quarantined, 0 as deleted)
where database_name = current_database() and schema_name in ('firmao', 'ordway') and column_name = 'synced_at'
"""

# The short payment was found within the month already; it is about no period.
FOUND_BEFORE = """
update recon.discrepancy set first_seen_at = '2026-10-20' where rule = 'P2';
update ledger.discrepancy_event set happened_at = '2026-10-20' where discrepancy_id[:2] = 'P2'
"""


@contextmanager
def company_read(folder: Path) -> Iterator[Company]:
    """The company, read and compared; nothing is decided."""
    with company_in(folder) as made:
        with made.store.transaction() as cursor:
            cursor.run(READ)
            cursor.run(FOUND_BEFORE)
        reconcile(made.store, DAY)
        yield made


def open_of(store: Store, month: date = OCTOBER) -> list[str]:
    """The ids of what may be accepted of a month."""
    rows = records(store, "closing/obstacles", month=month, as_of=DAY)
    return [row["subject"] for row in rows if row["is_acceptable"]]


def closed(store: Store, month: date = OCTOBER, who: Person = LEAD) -> str:
    """The id of a closing that accepts all that is open."""
    return close_month(store, month, who=who, note="as discussed", accepted=open_of(store, month), as_of=DAY)
