"""Every planner: each record that its plan names is read again before anything is sent, or it is said why not."""

import re
from collections.abc import Iterator

import msgspec
import pytest

from corrections.errors import NotPlannableError
from corrections.plan import Plan
from corrections.planner import kinds_for, plan_correction
from corrections.planning import PLANNERS
from tests.corrections.preparing import claim_another, forget_customer, prepare
from tests.corrections.settling import Company, Row, company

_BY_HAND = "nothing is sent: who does it looks at the records"
NOT_READ_AGAIN = {
    ("ordway", "reactivate"): _BY_HAND,
    ("ordway", "rebill_invoice"): _BY_HAND,
    ("ordway", "update_invoice"): _BY_HAND,
    ("ordway", "post_invoice"): _BY_HAND,
    ("ordway", "apply_payment"): _BY_HAND,
    ("ordway", "apply_credit"): _BY_HAND,
    ("firmao", "publish"): "it names no record but the customer it sets, and is reckoned anew after every comparison",
}
_NAMED = ("firmao_agreement_id", "ordway_subscription_id", "ordway_invoice_id", "ordway_payment_id", "ordway_credit_id")
_OF_ORDWAY = re.compile(r"\b(?:INV|S|PMT|CR)-\d+\b")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """One company in which every planner finds something; nothing is sent in it. In it a payment can be reversed."""
    with company(tmp_path_factory.mktemp("resting"), seed=8) as made:
        prepare(made, [forget_customer, claim_another])
        yield made


@pytest.fixture(scope="module")
def rows(here: Company) -> dict[str, Row]:
    """What is open in it."""
    return here.open()


@pytest.mark.parametrize(("side", "kind"), PLANNERS)
def test_every_record_a_plan_names_is_read_again(here: Company, rows: dict[str, Row], side: str, kind: str) -> None:
    plan = _first(here, rows, side, kind)
    if (side, kind) in NOT_READ_AGAIN:
        assert plan.is_manual or plan.rests_on == ()
        return
    assert _named(plan, rows) - _read_again(plan) == set(), plan.title
    assert plan.rests_on


def _first(here: Company, rows: dict[str, Row], side: str, kind: str) -> Plan:
    """The plan of the first discrepancy that the planner is for."""
    for row in rows.values():
        if not row["root_id"] and kind in kinds_for(row["rule"], side):
            try:
                return plan_correction(here.store, here.settings.policy.mapping, row["id"], side, here.day, kind)
            except NotPlannableError:
                continue
    raise LookupError(f"nothing is put right in {side} by {kind}")


def _named(plan: Plan, rows: dict[str, Row]) -> set[str]:
    """The records that its discrepancies name, and those of Ordway that its words and requests do."""
    discrepancies = [rows[one] for one in (*plan.settles, *plan.follows) if one in rows]
    requests = [(one.says, one.path, one.body, one.changes) for one in plan.steps]
    words = msgspec.json.encode((plan.title, plan.effect, requests)).decode()
    return set(_OF_ORDWAY.findall(words)) | {one[name] for one in discrepancies for name in _NAMED if one[name]}


def _read_again(plan: Plan) -> set[str]:
    """The records rested on, and those a request changes, which it reads itself."""
    guards = (*plan.rests_on, *(guard for step in plan.steps for guard in step.guards))
    return {one.target.record_id for one in guards} | {one.target.record_id for one in plan.steps if one.target}
