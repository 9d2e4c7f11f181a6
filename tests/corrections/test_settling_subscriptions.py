"""Subscriptions that lack something of their contract: what a person is told, and what comes into billing at once."""

from pathlib import Path

from corrections.plan import Plan
from corrections.planner import plan_correction
from corrections.proposing import Desk, preview
from queries.run import records
from sync.policy import Approval
from tests.corrections.conftest import FINANCE
from tests.corrections.settling import company


def test_what_was_stopped_too_early_is_told_a_person_exactly(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [stopped] = here.open({"C4"}).values()
        plan = plan_correction(here.store, here.settings.policy.mapping, stopped["id"], "ordway", here.day)
        assert plan.is_manual
        assert f"Open {stopped['ordway_subscription_id']} in Ordway and choose Reactivate" in plan.instructions[0]
        assert plan.settles == (stopped["id"],)


def test_new_business_is_what_billing_does_not_follow_and_each_comes_into_it_by_one_plan(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        found = {row["contract_id"]: row for row in records(here.store, "corrections/new_business", as_of=here.day)}
        told = {row["firmao_agreement_id"] for row in here.open({"C1", "C5", "C6"}).values()}
        assert found.keys() == told
        assert {row["missing"] for row in found.values()} == {
            "customer and subscription", "subscription", "next term", "expansion"
        }  # fmt: skip
        desk = Desk(here.store, here.settings.policy.mapping, Approval(), FINANCE, here.day)
        for row in found.values():
            plan = preview(desk, row["discrepancy_id"], "ordway").plan
            assert plan
            assert plan.steps
            assert _names_what_it_makes(plan)


def _names_what_it_makes(plan: Plan) -> bool:
    """Whether what is made in Ordway is named in Firmao afterwards."""
    made = [one for one in plan.steps if one.path in ("customers", "subscriptions")]
    return len([one for one in plan.steps if one.system == "firmao"]) == len(made)
