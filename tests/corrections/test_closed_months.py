"""A correction that touches a closed month takes a second person, whatever it is worth; and says why."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from corrections.approving import why_second
from corrections.automatic import is_small
from corrections.errors import RightMissingError
from corrections.life import approve, propose
from corrections.people import POLICY, Person
from corrections.plan import Plan, Purpose
from corrections.proposing import Desk, is_sent_at_once, why_second_at
from queries.errors import DecisionRefusedError
from queries.ledger.closing import reopen_month
from queries.run import records
from queries.store import Store, connect
from sync.mapping import Mapping
from sync.policy import Approval
from sync.policy.approval import Automatic
from tests.closing.closing_company import APPROVER, FINANCE, LEAD, OCTOBER, closed, company_read
from tests.corrections.plans import plan, renaming
from tests.reconcile.deciding_company import DAY

APPROVAL = Approval()
TOUCHES = "It touches October 2026, which is closed"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The file of a company whose October is open, and a discrepancy of each kind."""
    folder = tmp_path_factory.mktemp("closed")
    with company_read(folder) as company:
        rows = records(company.store, "closing/obstacles", month=OCTOBER, as_of=DAY)
        by_rule = {row["subject"][:2]: row["subject"] for row in rows}
        with company.store.cursor() as cursor:
            found = "select discrepancy_id from recon.discrepancy where rule = 'I1' and period_start = $day"
            by_rule |= {f"I1 {day.month}": cursor.value(found, day=day) for day in (OCTOBER, OCTOBER.replace(month=11))}
            cursor.run("checkpoint")
    return folder / "tieout.duckdb", by_rule


@pytest.fixture
def store(made: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Store]:
    """A copy of it for one test."""
    opened = connect(str(shutil.copy(made[0], tmp_path / "copy.duckdb")), holder="a test")
    yield opened
    opened.close()


def about(*ids: str) -> Plan:
    """A small plan that settles some discrepancies."""
    return plan(renaming("A", "B"), settles=ids)


def second(store: Store, wanted: Plan) -> str:
    """Why a plan takes a second person."""
    with store.cursor() as cursor:
        return why_second(cursor, APPROVAL, [FINANCE.name], [wanted])


def test_what_was_signed_and_what_falls_into_the_month_takes_two(
    store: Store, made: tuple[Path, dict[str, str]]
) -> None:
    october, november, short_paid = made[1]["I1 10"], made[1]["I1 11"], made[1]["P2"]
    assert all(second(store, about(one)) == "" for one in (october, november, short_paid))
    closed(store)
    assert second(store, about(october)).startswith(TOUCHES)
    assert second(store, about(short_paid)).startswith(TOUCHES)
    assert second(store, replace(about("X"), follows=(october,))).startswith(TOUCHES)
    assert second(store, about(november)) == ""
    reopen_month(store, OCTOBER, who=APPROVER, why="a late invoice")
    assert second(store, about(october)) == ""


def test_what_is_made_for_a_period_of_the_month_takes_two(store: Store) -> None:
    closed(store)
    last = OCTOBER.replace(day=31)
    for day, told in ((OCTOBER, True), (last, True), (last + timedelta(days=1), False)):
        made_for = replace(about("X"), purposes=(Purpose("order", "X/1", period_start=day.isoformat()),))
        assert second(store, made_for).startswith(TOUCHES) == told


def test_what_is_taken_back_counts_with_its_account_and_publishing_does_not(store: Store) -> None:
    closed(store)
    undoing = replace(about(), kind="undo_update_customer", account_id="F1")
    assert second(store, undoing).startswith(TOUCHES)
    assert second(store, replace(undoing, account_id="F9")) == ""
    assert second(store, replace(undoing, kind="undo_publish")) == ""


def test_it_is_not_let_through_alone_by_anyone(store: Store, made: tuple[Path, dict[str, str]]) -> None:
    wanted = about(made[1]["I1 10"])
    waiting = propose(store, about(made[1]["P2"]), Person("Adam", APPROVER.roles), "it differs")
    with pytest.raises(DecisionRefusedError, match="A name: waiting"):
        closed(store)
    approve(store, waiting, APPROVER, APPROVAL)
    with store.transaction() as cursor:
        cursor.run("update ledger.correction set state = 'rejected'")
    closed(store)
    here = Desk(store, Mapping(), APPROVAL, FINANCE, DAY)
    assert why_second_at(here, [wanted]).startswith(TOUCHES)
    assert not is_sent_at_once(here, wanted)
    assert not is_small(store, wanted, Automatic("I1", "ordway", Decimal(100)), APPROVAL)
    correction = propose(store, wanted, LEAD, "it differs")
    for who in (LEAD, FINANCE, POLICY):
        with pytest.raises(RightMissingError):
            approve(store, correction, who, APPROVAL)
    approve(store, correction, APPROVER, APPROVAL)
