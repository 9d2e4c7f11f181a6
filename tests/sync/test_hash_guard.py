"""A DuckDB that hashes otherwise than the one before it does not make every record a changed one."""

from queries.load.hashes import keep_hashes_true
from queries.store import Store
from sync.pull import pull
from tests.sync.conftest import Serving
from tests.sync.test_pull import FULL

HASHED_OTHERWISE = (
    "update ordway.invoices set raw_hash = hash(raw) // 2",
    "update ordway.payments set raw_hash = hash(raw) // 2",
    "update firmao.customers set raw_hash = hash(raw) // 2",
    "update ledger.quarantine set raw_hash = hash(raw) // 2",
    "update meta.hash_probe set hash = hash // 2",
)


def written_by_another_duckdb(store: Store) -> None:
    """Leave the store as a DuckDB with another hash would have."""
    with store.transaction() as cursor:
        for statement in HASHED_OTHERWISE:
            cursor.run(statement)


def test_other_hashes_change_no_record(store: Store, serving: Serving) -> None:
    served = serving()
    pull(store, served.settings, FULL)
    written_by_another_duckdb(store)
    outcome = pull(store, served.settings, FULL)
    assert sum(step.fates.updated + step.fates.inserted for step in outcome.steps) == 0
    assert sum(step.fates.unchanged for step in outcome.steps) > 0
    with store.cursor() as cursor:
        assert cursor.value("select count(*) from history.past_version") == 0


def test_other_hashes_open_no_second_case_of_a_record_set_aside(store: Store, serving: Serving) -> None:
    served = serving(faults="wrong_type")
    pull(store, served.settings, FULL)
    written_by_another_duckdb(store)
    pull(store, served.settings, FULL)
    with store.cursor() as cursor:
        assert cursor.rows("select count(*), count(resolved_at) from ledger.quarantine") == [(4, 0)]


def test_records_are_hashed_anew_only_once(store: Store, serving: Serving) -> None:
    pull(store, serving().settings, FULL)
    written_by_another_duckdb(store)
    assert keep_hashes_true(store)
    assert not keep_hashes_true(store)
