"""After a decision a page looks at no extract that is known to be up to date, unless it is told from that decision."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from queries.extracts import EXTRACTS
from queries.ledger import decisions
from queries.store import Store
from sync.pull import RESOURCES
from tests.deciders import finance
from tests.stores import fresh_store
from ui.account.reading import read_account
from ui.discrepancies.reading import read_queue
from ui.reading import reader
from ui.ready import make_ready

ANNA = finance("Anna")
FOUND = """
insert into recon.discrepancy by name
select
    'D-1' as discrepancy_id, 'I1' as rule, 'high' as severity, 'F1' as account_id, 0 as impact, 0 as under_collected,
    0 as over_collected, '' as evidence, timestamp '2026-11-01' as first_seen_at, timestamp '2026-11-01' as last_seen_at
"""
LINKED = """
insert into ledger.link_decision by name
select
    'account' as kind, '1' as firmao_id, 'C-1' as ordway_id, 'confirmed' as decision, 'Anna' as who, 'The same' as why,
    timestamp '2026-11-02' as decided_at
"""
MEANT = "insert into ledger.correction_purpose by name select 'K' as correction_id, 'N' as reference, 'order' as kind"
# What the policy says is put into these when the app starts, and with each reconciliation.
OF_THE_POLICY = {"recon.commission_told", "recon.won_status", "recon.custom_billing_period"}
OF_PULLS = {"ledger.sync_step", "ledger.reconciliation"}
OF_DECISIONS = {"ledger.link_decision", "ledger.correction_purpose"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in which one thing was found, and the worker has made everything ready."""
    opened = fresh_store(tmp_path / "tieout.duckdb")
    carry_out(opened, FOUND)
    make_ready(opened, threading.Event())
    yield opened
    opened.close()


def carry_out(store: Store, sql: str) -> None:
    """One statement, in a transaction."""
    with store.transaction() as cursor:
        cursor.run(sql)


def test_no_extract_names_anything_as_its_state_that_readers_leave_out() -> None:
    read = {table for one in EXTRACTS.values() for table in re.findall(r"\bfrom (\w+\.\w+)", one.made_of)}
    lists = {f"{one.system}.{one.name}" for one in RESOURCES}
    assert read - lists - {"recon.extract", "meta.model_made"} == OF_PULLS | OF_DECISIONS | OF_THE_POLICY


@pytest.mark.parametrize(
    "decide",
    [
        lambda store: decisions.comment(store, ["D-1"], who=ANNA, text="Called them"),
        lambda store: decisions.waive(store, ["D-1"], who=ANNA, why="Agreed"),
    ],
    ids=["a comment", "a waiver"],
)
def test_most_decisions_leave_extracts_as_they_are(
    store: Store, looked: list[str], decide: Callable[[Store], object]
) -> None:
    before = reader(store).version
    decide(store)
    read = reader(store)
    assert read.version != before
    looked.clear()
    read.rows("accounts/count")
    assert not looked


@pytest.mark.parametrize("sql", [LINKED, MEANT], ids=["a link", "the purpose of a correction"])
def test_what_extracts_are_told_from_has_them_looked_at(store: Store, looked: list[str], sql: str) -> None:
    looked.clear()
    carry_out(store, sql)
    reader(store).rows("accounts/count")
    assert "accounts" in looked


def test_neither_an_account_nor_a_search_looks_at_what_is_known(store: Store, looked: list[str]) -> None:
    looked.clear()
    read_account(reader(store), "F1")
    read_queue(reader(store), "a name")
    assert not looked


def test_an_account_is_read_anew_once_a_link_was_decided_while_it_was_read(store: Store) -> None:
    before = reader(store)
    carry_out(store, LINKED)
    during = read_account(before, "F1")
    after = read_account(reader(store), "F1")
    assert after.store is not during.store
    assert read_account(reader(store), "F1").store is after.store
