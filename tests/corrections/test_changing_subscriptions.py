"""One change mends everything that differs of a subscription, and none is sent that would not be as planned."""

from pathlib import Path
from typing import Any

import pytest

from corrections.errors import NotPlannableError
from corrections.plan import Change, Plan, Step, Target
from corrections.planner import plan_correction
from corrections.planning.firmao.fields import set_field
from corrections.states import State
from corrections.systems import systems
from queries.ledger.decisions import waive
from queries.reconcile.run import reconcile
from sync.pull import PullRequest, pull
from tests.corrections.settling import Company, Row, company
from tests.deciders import approver


def planned(here: Company, found: Row) -> Plan:
    """The plan that puts a discrepancy right in Ordway."""
    return plan_correction(here.store, here.settings.policy.mapping, found["id"], "ordway", here.day)


def somebody_changes(here: Company, *steps: Step) -> None:
    """Have something changed in the two systems, and see it."""
    with systems(here.settings) as remotes:
        for step in steps:
            remotes[step.system].send(step)
    assert pull(here.store, here.settings, PullRequest("a test", full=True)).status == "done"
    reconcile(here.store, here.day)


def entry_of(here: Company, found: Row) -> dict[str, Any]:
    """The line of the contract that a discrepancy is about."""
    entry: dict[str, Any] = here.world.firmao["transactionentries"][int(found["firmao_entry_id"])]
    return entry


def test_all_differences_of_a_subscription_go_into_one_change(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [found] = here.open({"T3"}).values()
        agreement = here.world.firmao["agreements"][int(found["firmao_agreement_id"])]
        renews = "No" if agreement["customFields"]["custom5"] == "Yes" else "Yes"
        somebody_changes(
            here,
            set_field("transactionentries", entry_of(here, found), "discount", "25", "discount"),
            set_field("agreements", agreement, "customFields.custom5", renews, "automatic renewal"),
        )
        before = here.open()
        same = [row for row in before.values() if row["ordway_subscription_id"] == found["ordway_subscription_id"]]
        assert {row["rule"] for row in same if not row["root_id"]} >= {"T3", "T5", "T10"}
        plan = planned(here, found)
        assert {row["id"] for row in same if row["rule"][0] in "TI"} <= set(plan.settles)
        assert len([one for one in plan.steps if one.path.endswith("/change")]) == 1
        here.correct(found["id"], "ordway")
        assert set(here.push().values()) == {State.VERIFIED}, here.stories()
        here.pull_and_reconcile()
        assert here.open().keys() & set(plan.settles) == set()


def test_a_subscription_changed_meanwhile_is_a_conflict_and_nothing_is_sent(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [found] = here.open({"T4"}).values()
        correction_id = here.correct(found["id"], "ordway")
        here.world.ordway["subscriptions"][found["ordway_subscription_id"]]["version"] += 1
        invoices = len(here.world.ordway["invoices"])
        assert here.push() == {correction_id: State.CONFLICTED}
        assert "version" in here.stories().popitem()[1]
        assert len(here.world.ordway["invoices"]) == invoices


def test_a_charge_that_is_missing_is_named_and_nothing_is_planned(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [found] = here.open({"T1"}).values()
        product = next(k for k, one in here.world.ordway["products"].items() if one["sku"] == found["product"])
        somebody_changes(here, *(_without(plan, product) for plan in here.world.ordway["plans"].values()))
        with pytest.raises(NotPlannableError, match=f"sells no {found['product']}|charges {found['product']}"):
            planned(here, found)


def test_a_difference_that_was_accepted_is_left_alone(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [found] = here.open({"T4"}).values()
        waive(here.store, [found["id"]], who=approver("boss@example.com"), why="agreed by telephone")
        with pytest.raises(NotPlannableError, match="It was accepted"):
            planned(here, found)
        with pytest.raises(NotPlannableError, match="It was accepted"):
            here.plan(found["id"], "firmao")


def test_a_month_agreed_to_be_free_is_not_invoiced_with_its_contract(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        cause = next(row for row in here.open({"C1"}).values() if not row["root_id"])
        free = next(row for row in here.open({"I1"}).values() if row["root_id"] == cause["id"])
        assert free["id"] in here.plan(cause["id"], "ordway").settles
        waive(here.store, [free["id"]], who=approver("boss@example.com"), why="a free month")
        with pytest.raises(NotPlannableError, match=f"accepted that {free['product']} from {free['period_start']}"):
            here.plan(cause["id"], "ordway")


def test_a_subscription_paused_meanwhile_is_not_cancelled(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [found] = [row for row in here.open({"C2"}).values() if not row["root_id"]]
        subscription = here.world.ordway["subscriptions"][found["ordway_subscription_id"]]
        correction_id = here.correct(found["id"], "ordway")
        subscription["status"] = "Paused"
        assert here.push() == {correction_id: State.CONFLICTED}


def _without(plan: dict[str, Any], product_id: str) -> Step:
    """The request that takes the charges for a product out of a plan."""
    charges = [one for one in plan["charges"] if one["product_id"] != product_id]
    kept = [{key: str(value) if isinstance(value, float) else value for key, value in one.items()} for one in charges]
    return Step(
        "ordway",
        "Take a product out of a plan",
        "PUT",
        f"plans/{plan['id']}",
        {"charges": kept},
        (Change("name", plan["name"], plan["name"]),),
        Target("plans", plan["id"]),
    )
