"""A dossier stays for as long as nothing is decided that it shows, and is made anew as soon as something is."""

from collections.abc import Callable, Iterator

import pytest

from queries.ledger.decisions import Scope, assign, comment, register_exception
from queries.reconcile.terms import Terms
from queries.store import Store
from tests.deciders import approver, finance
from tests.stores import fresh_store
from ui.account.reading import months_of, read_account
from ui.reading import reader

ANNA, APPROVER = finance("anna@example.com"), approver("jan@example.com")
FOUND = """
insert into recon.discrepancy by name
select
    'D-' || account as discrepancy_id, 'I1' as rule, 'high' as severity, 'F' || account as account_id, 0 as impact,
    0 as under_collected, 0 as over_collected, '' as evidence, timestamp '2026-11-01' as first_seen_at,
    timestamp '2026-11-01' as last_seen_at
from range(1, 3) as found (account)
"""
CORRECTED = """
insert into ledger.correction by name
select
    '{number}' as correction_id, 'change_line' as kind, 'ordway' as side, 'Put right' as title, 'F1' as account_id,
    0 as impact, '{{}}' as plan, '' as why, 'anna' as proposed_by, timestamp '2026-11-02' as proposed_at,
    'proposed' as state, timestamp '2026-11-02' as changed_at
"""
EVENTS = "select count(*) from ledger.discrepancy_event"
Change = Callable[[Store], object]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store in which one thing was found about each of two accounts."""
    opened = fresh_store(tmp_path_factory.mktemp("dossiers") / "tieout.duckdb")
    carry_out(opened, FOUND)
    yield opened
    opened.close()


def carry_out(store: Store, sql: str) -> None:
    """One statement, in a transaction."""
    with store.transaction() as cursor:
        cursor.run(sql)


def dossier(store: Store) -> Store:
    """The dossier of the first account, as a page reads it now."""
    return read_account(reader(store), "F1").store


@pytest.mark.parametrize(
    "change",
    [
        lambda store: assign(store, ["D-1"], who=ANNA, owner="anna@example.com"),
        lambda store: register_exception(store, Scope("I1", account_id="F1"), who=APPROVER, why="agreed"),
        lambda store: carry_out(store, CORRECTED.format(number="TO-1")),
        lambda store: carry_out(
            store,
            "insert into ledger.sync_run (run_id, started_by, mode, started_at, status)"
            " values ('run', 'app', 'full', timestamp '2026-11-02', 'running')",
        ),
    ],
    ids=["about it", "an exception", "a correction of it", "a pull"],
)
def test_whatever_changes_what_it_shows_makes_it_anew(store: Store, change: Change) -> None:
    before = dossier(store)
    assert dossier(store) is before
    change(store)
    assert dossier(store) is not before


def test_what_was_decided_stands_in_the_new_one(store: Store) -> None:
    with dossier(store).cursor() as cursor:
        before = cursor.value(EVENTS)
    comment(store, ["D-1"], who=ANNA, text="Looked at it.")
    with dossier(store).cursor() as cursor:
        assert cursor.value(EVENTS) == before + 1


def test_a_correction_that_moves_on_makes_it_anew(store: Store) -> None:
    carry_out(store, CORRECTED.format(number="TO-2"))
    before = dossier(store)
    carry_out(store, "update ledger.correction set state = 'approved'")
    assert dossier(store) is not before


def test_what_is_decided_about_another_account_leaves_it_as_it_is(store: Store) -> None:
    before = dossier(store)
    assign(store, ["D-2"], who=ANNA, owner="anna@example.com")
    assert dossier(store) is before


def test_what_was_due_and_billed_is_reckoned_from_it(store: Store) -> None:
    assert months_of(read_account(reader(store), "F1"), Terms()) == []
