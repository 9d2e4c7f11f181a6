"""Whether the figures can be trusted: how fresh they are, whether they tie out, what was set aside, what is mapped."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from queries.ledger.runs import Step, begin_run, end_run, record_step
from queries.migrate import migrate_tables
from queries.run import records
from queries.store import Store
from sandbox.serving import serve
from sync.mapping import DEFAULT_FIELDS
from sync.pull import RESOURCES, PullRequest, pull
from tests.queries.conftest import Pulled
from tests.stores import fresh_store
from tests.sync.conftest import DAY, settings_for
from tests.sync.small_company import small_company


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store into which a pull brought some records that cannot be read."""
    file: Path = tmp_path_factory.mktemp("health") / "tieout.duckdb"
    store = fresh_store(file)
    with serve(small_company(DAY, customers=6, invoices=8), faults="wrong_type") as sandbox:
        pull(store, settings_for(sandbox, file), PullRequest("a test", full=True))
    yield store
    store.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    """A store that nothing was pulled into yet."""
    store = fresh_store(tmp_path / "tieout.duckdb")
    yield store
    store.close()


def at(minute: int) -> datetime:
    """A minute of the day, UTC."""
    return datetime(2026, 10, 1, 10, minute)  # noqa: DTZ001 - the store holds UTC without saying so


def pulled(store: Store, minute: int, mode: str = "full", status: str = "done", /, **lists: str) -> None:
    """Record a pull that ended at a minute, with how each of the lists named ended."""
    run = f"run of minute {minute}"
    begin_run(store, run, started_by="a test", mode=mode, now=at(minute))
    with store.transaction() as cursor:
        for name, ended in lists.items():
            system, _, resource = name.partition("_")
            record_step(cursor, run, Step(system, resource, mode, at(minute), at(minute), status=ended))
    end_run(store, run, status=status, message="", now=at(minute))


def fresh(store: Store) -> dict[str, tuple[datetime | None, datetime | None]]:
    """When each system was read, and when one of its lists failed after that."""
    return {row["system"]: (row["pulled_at"], row["failed_at"]) for row in records(store, "health/freshness")}


def test_every_meaning_is_told_with_where_it_is_filled(store: Store) -> None:
    found = {row["meaning"]: row for row in records(store, "health/mapping")}
    assert found.keys() == DEFAULT_FIELDS.keys()
    named = found["firmao.customer.ordway_customer_id"]
    assert (named["count_records"], named["count_filled"]) == (6, 6)
    assert named["samples"] == "C-00001 · C-00002 · C-00003"
    assert found["firmao.agreement.service_end"]["count_filled"] == 0
    assert found["firmao.agreement.service_end"]["samples"] == ""


def test_values_that_cannot_be_read_are_counted_by_meaning(pulled: Pulled) -> None:
    world = small_company(DAY)
    told = {
        "custom1": "01.02.2026",
        "custom2": "soon",
        "custom3": "fortnightly",
        "custom5": "perhaps",
    }
    next(iter(world.firmao["agreements"].values()))["customFields"] = told
    found = {row["meaning"]: row["count_unreadable"] for row in records(pulled(world), "health/mapping")}
    named = "service_start service_end billing_period auto_renew".split()
    assert [found[f"firmao.agreement.{name}"] for name in named] == [0, 1, 1, 1]


def test_every_list_ties_out_with_what_was_set_aside(store: Store) -> None:
    found = {(row["system"], row["resource"]): row for row in records(store, "health/tie_out")}
    assert found.keys() == {(one.system, one.name) for one in RESOURCES}
    assert all(row["is_tied_out"] for row in found.values())
    invoices = found["ordway", "invoices"]
    assert (invoices["received"], invoices["inserted"], invoices["quarantined"]) == (8, 6, 2)


def test_the_last_whole_reading_is_told_after_one_of_the_changes_too(empty: Store) -> None:
    def told(**asked: bool) -> list[tuple[str, datetime]]:
        return [(row["mode"], row["finished_at"]) for row in records(empty, "health/tie_out", **asked)]

    for minute, mode in enumerate(("full", "full", "incremental"), start=1):
        pulled(empty, minute, mode, ordway_invoices="done")
    assert told() == [("incremental", at(3))]
    assert told(is_whole=True) == [("full", at(2))]


def test_what_was_set_aside_is_told_with_the_reason_and_the_answer(store: Store) -> None:
    found = {row["record_id"]: row for row in records(store, "health/quarantine")}
    assert found.keys() == {"1002", None, "INV-00002", "INV-00003"}
    assert "netto_price cannot be read" in found["1002"]["reason"]
    assert '"INV-00002"' in found["INV-00002"]["raw"]


def test_the_version_changes_with_every_list_that_is_merged(empty: Store) -> None:
    versions = [records(empty, "health/version")]
    for minute in (1, 2):
        pulled(empty, minute, ordway_invoices="done")
        versions.append(records(empty, "health/version"))
    assert len({str(version) for version in versions}) == 3


EVERY_LIST = {f"{one.system}_{one.name}": "done" for one in RESOURCES}
BUT_LINE_ITEMS = {name: ended for name, ended in EVERY_LIST.items() if name != "firmao_entries"}


def test_nothing_is_fresh_before_the_first_pull(empty: Store) -> None:
    assert fresh(empty) == {"firmao": (None, None), "ordway": (None, None)}
    counted = [(row["system"], row["count_lists"], row["count_unread"]) for row in records(empty, "health/freshness")]
    systems = [one.system for one in RESOURCES]
    assert counted == [(system, systems.count(system), systems.count(system)) for system in ("firmao", "ordway")]


def test_lists_of_a_store_beside_do_not_count(empty: Store) -> None:
    before = records(empty, "health/freshness")
    with empty.beside("known") as beside:
        migrate_tables(beside)
        assert records(empty, "health/freshness") == before


def test_a_system_is_not_fresh_while_its_first_pull_goes_on_or_was_stopped(empty: Store) -> None:
    pulled(empty, 1, "full", "interrupted", **BUT_LINE_ITEMS)
    assert fresh(empty) == {"firmao": (None, None), "ordway": (at(1), None)}


def test_a_system_is_as_fresh_as_the_list_read_longest_ago(empty: Store) -> None:
    pulled(empty, 1, **EVERY_LIST)
    pulled(empty, 2, "incremental", ordway_products="done")
    assert fresh(empty) == {"firmao": (at(1), None), "ordway": (at(1), None)}
    pulled(empty, 3, **EVERY_LIST)
    assert fresh(empty) == {"firmao": (at(3), None), "ordway": (at(3), None)}


def test_line_items_are_as_fresh_as_a_whole_pull_in_which_no_document_changed(empty: Store) -> None:
    assert {(one.system, one.name) for one in RESOURCES if one.documents} == {("firmao", "entries")}
    pulled(empty, 1, **EVERY_LIST)
    pulled(empty, 2, "incremental", "done", **BUT_LINE_ITEMS)
    assert fresh(empty)["firmao"] == (at(2), None)
    pulled(empty, 3, "incremental", "done", firmao_agreements="done")
    assert fresh(empty)["firmao"] == (at(2), None)


def test_invoices_read_one_by_one_are_not_the_list_of_them(empty: Store) -> None:
    pulled(empty, 1, **EVERY_LIST)
    pulled(empty, 2, "incremental", "done", **{name: one for name, one in EVERY_LIST.items() if "invoices" not in name})
    pulled(empty, 3, "by id", "done", ordway_invoices="done")
    assert fresh(empty)["ordway"] == (at(1), None)


def test_a_list_that_failed_leaves_the_system_as_fresh_as_it_was(empty: Store) -> None:
    pulled(empty, 1, **EVERY_LIST)
    pulled(empty, 2, "incremental", "failed", **EVERY_LIST | {"ordway_invoices": "failed"})
    assert fresh(empty) == {"firmao": (at(2), None), "ordway": (at(1), at(2))}


def test_a_failure_is_forgotten_once_the_list_is_read(empty: Store) -> None:
    pulled(empty, 1, "full", "failed", **EVERY_LIST | {"ordway_invoices": "failed"})
    assert fresh(empty)["ordway"] == (None, at(1))
    pulled(empty, 2, ordway_invoices="done")
    assert fresh(empty)["ordway"] == (at(1), None)
