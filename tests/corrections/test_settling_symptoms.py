"""The wrong bills under wrong terms are settled by themselves: they are gone, and their cause stays."""

from pathlib import Path

import pytest

from corrections.life import approve, propose
from corrections.plan import Plan
from corrections.planner import make_case
from corrections.planning.afterwards import with_publication
from corrections.planning.case import Case
from corrections.planning.ordway.settlement import settlement
from corrections.states import State
from sync.policy import Approval
from tests.corrections.conftest import APPROVER, FINANCE
from tests.corrections.settling import Company, company


@pytest.mark.parametrize(("code", "symptom"), [("T1", "I1"), ("T2", "I5"), ("T3", "I5"), ("T4", "I4"), ("T5", "I4")])
def test_only_the_symptoms_are_settled(code: str, symptom: str, tmp_path: Path) -> None:
    with company(tmp_path, seed=3) as here:
        before = here.open()
        symptoms = settle_symptoms(here, code)
        assert {before[one]["rule"] for one in symptoms} >= {symptom}
        assert set(here.push().values()) == {State.VERIFIED}, here.stories()
        here.pull_and_reconcile()
        assert here.open().keys() == before.keys() - symptoms


def settle_symptoms(here: Company, code: str) -> set[str]:
    """Approve the settlement of everything under the causes of a rule; the ids of what is settled."""
    settled: set[str] = set()
    for cause in here.open({code}):
        case = make_case(here.store, here.settings.policy.mapping, cause, here.day)
        plan = plan_of_symptoms(case)
        approve(here.store, propose(here.store, plan, FINANCE, "as agreed"), APPROVER, Approval(), "agreed")
        settled |= set(plan.settles)
    return settled


def plan_of_symptoms(case: Case) -> Plan:
    """What settles the bills under a cause, and leaves the cause."""
    steps, purposes = settlement(case, case.symptoms, 1)
    ids = tuple(one["discrepancy_id"] for one in case.symptoms)
    account_id, currency = case.found["account_id"], case.found["currency"]
    settling = Plan("settle", "ordway", "Settle", account_id, currency, case.impact, steps, ids, purposes=purposes)
    return with_publication(case.facts, settling)
