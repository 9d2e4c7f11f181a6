"""What is found does not depend on the order in which the cache holds its records, also where two are equal."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.reconcile.run import reconcile
from queries.store import Cursor, Store
from sandbox.company import make_world
from tests.reconcile.conftest import pulled

DAY = date(2026, 11, 23)
# Every second contract twice, with the same days and other terms, and every line of it at another tax; every third of
# the copies without its subscription. Every second line of a subscription twice in the same place, billed otherwise.
# Some ended while their subscription goes on; each subscription began a day later.
TWINS = """
insert into firmao.agreements
select * replace (
    id || '9' as id,
    '2-' || number as number,
    '60' as mapped_payment_terms,
    if(mapped_auto_renew = 'Yes', 'No', 'Yes') as mapped_auto_renew,
    if(id::bigint % 3 = 0, null, mapped_ordway_subscription_id) as mapped_ordway_subscription_id
)
from firmao.agreements
where id::bigint % 2 = 0;

update ordway.invoices set due_date = due_date + 1 where right(id, 5)::integer % 7 = 0;

insert into firmao.entries
select * replace (
    id || '9' as id, agreement_id || '9' as agreement_id, 8 as vat_percent, product_name || ' II' as product_name
)
from firmao.entries
where agreement_id::bigint % 2 = 0;

insert into ordway.subscription_lines
select * replace (
    subscription_line_id || 'B' as subscription_line_id,
    product_name || ' II' as product_name,
    if(billing_period = 'Monthly', 'Quarterly', 'Monthly') as billing_period,
    if(charge_timing = 'In Advance', 'In Arrears', 'In Advance') as charge_timing,
    '15' as billing_period_start_alignment
)
from ordway.subscription_lines
where right(subscription_id, 5)::integer % 2 = 0;

update firmao.agreements
set mapped_service_end = '2026-08-31', mapped_auto_renew = 'No'
where left(id, 5)::bigint % 70 = 0;

update ordway.subscriptions set service_start_date = service_start_date + 1
"""
CACHED = """
select schema_name || '.' || table_name
from duckdb_tables()
where database_name = current_database() and schema_name in ('firmao', 'ordway') and estimated_size > 0
"""
SHUFFLED = "create or replace temp table shuffled as from {} order by hash(rowid, $seed)"
EXCHANGED = "delete from {}; insert into {} from shuffled"
FOUND = "select * exclude (first_seen_at, last_seen_at) from recon.discrepancy order by discrepancy_id"


def shuffle(cursor: Cursor, table: str, seed: int) -> None:
    """Store the rows of a table in another order."""
    cursor.run(SHUFFLED.replace("{}", table), seed=seed)
    cursor.run(EXCHANGED.replace("{}", table))


def found(store: Store) -> list[dict[str, Any]]:
    """All that is found now."""
    reconcile(store, DAY)
    with store.cursor() as cursor:
        return cursor.records(FOUND)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Forty accounts with records that are equal in all that decides between them."""
    with pulled(make_world(7, 40, DAY), tmp_path_factory.mktemp("order") / "tieout.duckdb") as opened:
        with opened.transaction() as cursor:
            cursor.run(TWINS)
        yield opened


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1_000_000))
def test_the_order_of_the_records_changes_nothing_that_is_found(store: Store, seed: int) -> None:
    before = found(store)
    with store.transaction() as cursor:
        for (table,) in cursor.rows(CACHED):
            shuffle(cursor, table, seed)
    assert found(store) == before


def test_equal_records_are_found_fault_with(store: Store) -> None:
    rules = {row["rule"] for row in found(store)}
    assert rules >= {"C3", "I7", "I8", "T7", "T8", "T13"}
