"""What a subscription lacks of its contract is put right in Ordway, with what was billed wrongly, and nothing else."""

from pathlib import Path

import pytest

from corrections.new_business import new_business, plan_new_business
from corrections.plan import Plan
from corrections.planner import plan_correction
from tests.corrections.settling import company
from tests.corrections.settling_money import settle

SEEDS = (2, 3, 8)
CONTRACTS = ("L1", "C1", "C2", "C3", "C5", "C6", "C8")
TERMS = ("T1", "T2", "T3", "T4", "T5", "T7", "T9", "T10")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("codes", [CONTRACTS, TERMS], ids=["contracts", "terms"])
def test_they_are_gone_with_their_symptoms_and_no_other_has_appeared(
    tmp_path: Path, codes: tuple[str, ...], seed: int
) -> None:
    with company(tmp_path, seed) as here:
        before = here.open()
        settled = settle(here, codes)
        assert here.refused == {}
        assert {row["rule"] for row in settled.values()} >= set(codes)
        assert here.open().keys() == before.keys() - settled.keys()


def test_what_was_stopped_too_early_is_told_a_person_exactly(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        [stopped] = here.open({"C4"}).values()
        plan = plan_correction(here.store, here.settings.policy.mapping, stopped["id"], "ordway", here.day)
        assert plan.is_manual
        assert f"Open {stopped['ordway_subscription_id']} in Ordway and choose Reactivate" in plan.instructions[0]
        assert str(here.day) in plan.instructions[2]


def test_new_business_is_what_billing_does_not_follow_and_each_comes_into_it_by_one_plan(tmp_path: Path) -> None:
    with company(tmp_path) as here:
        found = {row["contract_id"]: row for row in new_business(here.store, here.day)}
        told = {row["firmao_agreement_id"] for row in here.open({"C1", "C5", "C6"}).values()}
        assert found.keys() == told
        assert {row["missing"] for row in found.values()} == {
            "customer and subscription", "subscription", "next term", "expansion"
        }  # fmt: skip
        for contract_id in found:
            plan = plan_new_business(here.store, here.settings.policy.mapping, contract_id, here.day)
            assert plan.steps
            assert _names_what_it_makes(plan)


def _names_what_it_makes(plan: Plan) -> bool:
    """Whether what is made in Ordway is named in Firmao afterwards."""
    made = [one for one in plan.steps if one.path in ("customers", "subscriptions")]
    return len([one for one in plan.steps if one.system == "firmao"]) == len(made)
