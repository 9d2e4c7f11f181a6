"""Every kind of correction is undone, and what it settled is found again; or it says why no request takes it back."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from corrections.errors import NotPlannableError
from corrections.life import approve, done_by_hand, propose
from corrections.plan import Plan
from corrections.states import State
from corrections.undo import plan_undo
from sync.policy import Approval
from tests.corrections.conftest import APPROVER, FINANCE
from tests.corrections.settling import Company, Row, company
from tests.corrections.somebody import causes, kept, plan_kept

Case = tuple[str, str]
# By side: the rule and the kind by which it is put right. Of those under TOLD a part, or all, is left to a person, who
# is told so; C6 is found again by what the lines lack, since the subscription has a version after the contract.
WHOLE: dict[str, list[Case]] = {
    "ordway": [
        ("L4", "update_customer"),
        ("T11", "update_customer"),
        ("T12", "update_customer"),
        ("C1", "create_subscription"),
        ("T1", "add_line"),
        ("T3", "change_line"),
        ("T4", "change_line"),
        ("T5", "change_line"),
        ("T7", "change_subscription"),
        ("T10", "change_subscription"),
        ("I1", "create_invoice"),
        ("I4", "invoice_rest"),
        ("I5", "credit"),
        ("I6", "credit"),
    ],
    "firmao": [
        ("M1", "publish"),
        ("C2", "create_agreement"),
        ("C3", "extend_agreement"),
        ("C4", "end_agreement"),
        ("C7", "update_agreement"),
        ("L2", "create_customer"),
        ("L3", "relink"),
        ("L4", "update_customer"),
        ("T2", "add_entry"),
        ("T3", "update_entry"),
        ("T4", "update_entry"),
        ("T5", "update_entry"),
        ("T6", "update_agreement"),
        ("T7", "update_agreement"),
        ("T8", "update_agreement"),
        ("T9", "update_agreement"),
        ("T10", "update_agreement"),
        ("T11", "update_agreement"),
        ("T12", "update_agreement"),
        ("T13", "update_agreement"),
    ],
}
TOLD: dict[str, list[tuple[str, str, str]]] = {
    "ordway": [
        ("L1", "create_customer", "deletes no customer"),
        ("C2", "cancel_subscription", "choose Reactivate, effective"),
        ("C3", "cancel_subscription", "choose Reactivate, effective"),
        ("C4", "reactivate", "taken back by hand"),
        ("C5", "renew_subscription", "takes no renewal back"),
        ("C6", "change_subscription", "it counts as it was corrected"),
        ("C8", "activate_subscription", "makes no active subscription a draft"),
        ("T2", "remove_line", "does not come back by a request"),
        ("T9", "change_subscription", "cannot be told in whole months"),
        ("I3", "reverse_invoice", "Copy INV-"),
        ("I7", "update_invoice", "taken back by hand"),
        ("I9", "post_invoice", "taken back by hand"),
        ("P1", "apply_payment", "taken back by hand"),
        ("P3", "refund", "Have the customer pay"),
        ("P5", "reapply_payment", "taken back by hand"),
        ("P7", "apply_credit", "taken back by hand"),
    ],
    "firmao": [("T1", "remove_entry", "Add it to the agreement there again")],
}


@dataclass
class Undone:
    """What became of the corrections of one company and of taking them back, by rule."""

    here: Company
    found: dict[str, Row] = field(default_factory=dict)
    corrections: dict[str, str] = field(default_factory=dict)
    corrected: set[str] = field(default_factory=set)
    told: dict[str, str] = field(default_factory=dict)
    undone: dict[str, str] = field(default_factory=dict)
    again: dict[str, Row] = field(default_factory=dict)


@pytest.fixture(scope="module", params=["ordway", "firmao"])
def side(request: pytest.FixtureRequest) -> str:
    """The system that is put right."""
    return str(request.param)


@pytest.fixture(scope="module")
def seen(side: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undone]:
    """A company of which one discrepancy of each kind was corrected, and that was undone."""
    with company(tmp_path_factory.mktemp("undoing")) as here:
        undone = Undone(here)
        for code, kind in (*WHOLE[side], *((one[0], one[1]) for one in TOLD[side])):
            undone.found[code] = causes(here, code)[0]
            undone.corrections[code] = here.correct(undone.found[code]["id"], side, kind)
            if plan_kept(here, undone.corrections[code]).is_manual:
                done_by_hand(here.store, undone.corrections[code], APPROVER, "done")
        here.push()
        here.see()
        still = here.open().keys()
        undone.corrected = {code for code, row in undone.found.items() if row["id"] not in still}
        for code, correction_id in undone.corrections.items():
            _take_back(undone, code, correction_id)
        here.push()
        here.see()
        now = here.open()
        undone.again = {code: now[row["id"]] for code, row in undone.found.items() if row["id"] in now}
        yield undone


def _take_back(undone: Undone, code: str, correction_id: str) -> None:
    here = undone.here
    try:
        plan = plan_undo(here.store, here.settings.policy.mapping, correction_id, here.day)
    except NotPlannableError as refused:
        undone.told[code] = str(refused)
        return
    undone.told[code] = " ".join(plan.instructions)
    undone.undone[code] = propose(here.store, plan, FINANCE, "it was right before", undoes=correction_id)
    approve(here.store, undone.undone[code], APPROVER, Approval(), "agreed")


def test_what_it_settled_is_found_again_as_it_was(side: str, seen: Undone) -> None:
    for code, _ in WHOLE[side]:
        assert code in seen.corrected, f"{code} was not corrected: {_story(seen, seen.corrections[code])}"
        assert _ended(seen, code) is State.VERIFIED, f"{code}: {_story(seen, seen.undone[code])}"
        assert code in seen.again, f"{code} was undone, and is not found again"
        for name in ("expected", "actual", "currency"):
            assert seen.again[code][name] == seen.found[code][name], code


def test_what_no_request_takes_back_is_told_a_person_exactly(side: str, seen: Undone) -> None:
    for code, _, words in TOLD[side]:
        assert words in seen.told[code], code
        assert code not in seen.undone or _ended(seen, code) is State.VERIFIED, _story(seen, seen.undone[code])


def test_a_change_is_never_taken_back_from_the_day_it_counts_from(side: str, seen: Undone) -> None:
    for code, correction_id in seen.corrections.items():
        if code in seen.undone and (first := _changed_from(seen.here, correction_id)):
            back = _changed_from(seen.here, seen.undone[code])
            assert back is None or back > first, code


def _changed_from(here: Company, correction_id: str) -> str | None:
    days = [(one.body or {}).get("effective_date") for one in plan_kept(here, correction_id).steps]
    return next((str(day) for day in days if day), None)


def _ended(seen: Undone, code: str) -> State:
    return State(kept(seen.here, seen.undone[code]).state)


def _story(seen: Undone, correction_id: str) -> str:
    return f"{kept(seen.here, correction_id).story} {_steps(plan_kept(seen.here, correction_id))}"


def _steps(plan: Plan) -> list[str]:
    return [one.says for one in plan.steps]
