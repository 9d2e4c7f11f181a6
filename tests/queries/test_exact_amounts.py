"""Amounts of three decimals came to a store that kept two: nothing that was found or signed changes by it."""

from decimal import Decimal
from pathlib import Path

import pytest

from queries import migrate as migrating
from queries.migrate import MIGRATIONS, migrate, migrate_tables
from queries.store import Store, connect

BEFORE = tuple(file for file in MIGRATIONS if file.name < "0043")
RECORDS = """
insert into recon.discrepancy by name
select 'I4-1' as discrepancy_id, 'I4' as rule, 'high' as severity, 12.34 as impact, 12.34 as under_collected,
    'KWD' as currency, 'short' as evidence, now()::timestamp as first_seen_at, now()::timestamp as last_seen_at;
insert into ledger.correction by name
select 'TO-00001' as correction_id, 'credit' as kind, 'ordway' as side, 'A credit' as title, 12.35 as impact,
    'KWD' as currency, '{"impact": "12.345", "purposes": [{"kind": "credit", "invoice_id": "INV-1",
    "subscription_id": "S", "product_key": "SEAT", "period_start": "2026-10-01", "net_amount": "12.345"}]}' as plan,
    'why' as why, 'anna' as proposed_by, now()::timestamp as proposed_at, 'proposed' as state,
    now()::timestamp as changed_at;
insert into ledger.correction_purpose by name
select 'TO-00001' as correction_id, 'TO-00001' as reference, 'credit' as kind, 'INV-1' as invoice_id,
    'S' as subscription_id, 'SEAT' as product_key, date '2026-10-01' as period_start, 12.35 as net_amount;
insert into ledger.closing
select '2026-10/1', date '2026-10-01', date '2026-11-03', now()::timestamp, 'ewa', 'lead', 'fine', 'run', 'made',
    date '2026-11-03', now()::timestamp, now()::timestamp, now()::timestamp;
insert into ledger.closing_discrepancy by name
select '2026-10/1' as closing_id, 'I4-1' as discrepancy_id, 'I4' as rule, 'high' as severity, 'open' as status,
    'found' as course, 12.34 as impact, 12.34 as under_collected, 0 as over_collected, 'PLN' as currency,
    'short' as evidence, now()::timestamp as first_seen_at;
insert into ledger.closing_figure
select '2026-10/1', 'I4', 'Period under-billed', 'PLN', 0, 1, 0, 0, 0, 1, 12.34, 0
"""
DECIDED = "select kind, subject, value from ledger.decision order by all"
AMOUNTS = """
select discrepancy_id as id, impact from recon.discrepancy
union all
select correction_id, impact from ledger.correction
union all
select reference, net_amount from ledger.correction_purpose
order by all
"""


@pytest.fixture
def kept_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store of the version before, with something found, planned and signed."""
    store = connect(str(tmp_path / "tieout.duckdb"), holder="a test")
    with monkeypatch.context() as earlier:
        earlier.setattr(migrating, "MIGRATIONS", BEFORE)
        migrate_tables(store)
    with store.transaction() as cursor:
        cursor.run(RECORDS)
    return store


def test_what_was_signed_keeps_its_hash_and_what_was_planned_its_thousandths(kept_before: Store) -> None:
    with kept_before.cursor() as cursor:
        signed = cursor.rows(DECIDED)
    migrate(kept_before)
    with kept_before.cursor() as cursor:
        assert cursor.rows(DECIDED) == signed != []
        assert cursor.rows(AMOUNTS) == [
            ("I4-1", Decimal("12.34")),
            ("TO-00001", Decimal("12.345")),
            ("TO-00001", Decimal("12.345")),
        ]
    kept_before.close()


def test_thousandths_that_are_signed_are_part_of_the_hash(kept_before: Store) -> None:
    migrate(kept_before)
    with kept_before.cursor() as cursor:
        signed = cursor.rows(DECIDED)
    with kept_before.transaction() as cursor:
        cursor.run("update ledger.closing_discrepancy set impact = 12.341")
    with kept_before.cursor() as cursor:
        assert cursor.rows(DECIDED) != signed
    kept_before.close()
