"""What is wrong in the made-up company is found, with its records, amounts and cause, and nothing else is."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from queries.reconcile.rulebook import rule
from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from sandbox.company.planting import EVERY, KINDS
from sandbox.world import World
from tests.reconcile.conftest import pulled

DAYS = (date(2026, 11, 23), date(2026, 2, 28), date(2024, 2, 29))
# A company is another one with each seed, so that each day has companies of its own.
WORLDS = [(seed, DAYS[seed % len(DAYS)]) for seed in range(1, 11)]
ACCOUNTS = EVERY * len(KINDS)
BY_PERIOD = ("I1", "I2", "I3", "I4", "I5", "I6")
# Where a rule's grain names one of these, the same id has to be named by the company's own list.
TOLD = {"contract_id", "contract_line_id", "subscription_id", "invoice_id", "payment_id", "credit_id", "refund_id"}
Row = dict[str, Any]


@pytest.fixture(scope="module", params=WORLDS, ids=lambda told: f"seed {told[0]} on {told[1]}")
def reconciled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Store]]:
    """A company with every kind of discrepancy, pulled over HTTP and reconciled."""
    seed, day = request.param
    world = make_world(seed, ACCOUNTS, day)
    with pulled(world, tmp_path_factory.mktemp("reconciled") / "tieout.duckdb") as store:
        reconcile(store, day)
        yield world, store


def told(code: str, row: Row) -> tuple[Any, ...]:
    """What a discrepancy says and by what records it is told from others of its rule."""
    ids = ["firmao_agreement_id", "firmao_entry_id"] if code in BY_PERIOD else [_named(one) for one in _grain(code)]
    period = str(row["period_start"]) if code in BY_PERIOD else None
    account = row["firmao_customer_id"] or row["ordway_customer_id"]
    return code, account, period, row["expected"], row["actual"], *(row[name] for name in ids)


def _grain(code: str) -> list[str]:
    return [column for column in rule(code).grain if column in TOLD]


def _named(column: str) -> str:
    ours = {"contract_id": "firmao_agreement_id", "contract_line_id": "firmao_entry_id"}
    return ours.get(column, f"ordway_{column}")


def test_everything_planted_is_found_and_nothing_else(reconciled: tuple[World, Store]) -> None:
    world, store = reconciled
    found = [told(row["rule"], row) for row in records(store, "discrepancies/queue")]
    planted = [told(one.code, asdict(one)) for one in world.planted]
    assert [one for one in planted if one not in found] == []
    assert [one for one in found if one not in planted] == []
    assert len(found) == len(planted)


def test_symptoms_hang_under_the_cause_that_was_planted(reconciled: tuple[World, Store]) -> None:
    world, store = reconciled
    rows = records(store, "discrepancies/queue")
    rule_of = {row["id"]: row["rule"] for row in rows}
    code_of = {one.id: one.code for one in world.planted}
    found = sorted((told(row["rule"], row), rule_of.get(row["root_id"], "")) for row in rows)
    planted = sorted((told(one.code, asdict(one)), code_of.get(one.root_id or "", "")) for one in world.planted)
    assert [pair for pair in found if pair not in planted] == []


def test_the_money_at_stake_is_that_of_the_roots_alone(reconciled: tuple[World, Store]) -> None:
    world, store = reconciled
    roots = sorted(
        (told(r["rule"], r), f"{r['impact']:.2f}") for r in records(store, "discrepancies/queue") if not r["root_id"]
    )
    planted = sorted((told(one.code, asdict(one)), one.impact) for one in world.planted if one.root_id is None)
    assert [pair for pair in roots if pair not in planted] == []


def test_a_second_run_changes_nothing(reconciled: tuple[World, Store]) -> None:
    world, store = reconciled
    again = reconcile(store, world.as_of)
    assert (again.opened, again.reopened, again.resolved) == (0, 0, 0)
    assert again.found == len(world.planted)


@pytest.mark.parametrize("accounts", [1, 40, 300])
@pytest.mark.parametrize("day", DAYS)
def test_where_both_systems_agree_nothing_is_found(tmp_path: Path, accounts: int, day: date) -> None:
    with pulled(make_world(accounts, accounts, day, is_clean=True), tmp_path / "tieout.duckdb") as store:
        assert reconcile(store, day).found == 0
