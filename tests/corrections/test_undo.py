"""Undoing is a correction of its own: it restores what was, unless somebody changed it since."""

from dataclasses import replace

import pytest

from corrections.errors import NotPlannableError, RightMissingError
from corrections.life import approve, propose
from corrections.people import Person
from corrections.states import State
from corrections.undo import plan_undo
from sync.policy import Approval
from tests.corrections.conftest import APPROVER, FINANCE, SALES, Desk
from tests.corrections.plans import crediting, noting, plan, renaming
from tests.sync.conftest import DAY

OLD, NEW = "Żółw 1 Sp. z o.o.", "Żółw Jeden Sp. z o.o."


def undone(desk: Desk, correction_id: str) -> str:
    """The correction that takes another one back, approved and sent."""
    taking_back = plan_undo(desk.store, desk.served.settings.policy.mapping, correction_id, DAY)
    own = propose(desk.store, taking_back, FINANCE, "it was wrong", undoes=correction_id)
    approve(desk.store, own, APPROVER, Approval())
    desk.outbox().work_off()
    return own


def test_a_changed_field_holds_again_what_it_held(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW)))
    desk.outbox().work_off()
    assert desk.state(undone(desk, correction_id)) is State.VERIFIED
    assert desk.world.firmao["customers"][1]["name"] == OLD


def test_nothing_is_taken_back_twice_however_soon_it_is_asked_for_again(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW)))
    desk.outbox().work_off()
    taking_back = plan_undo(desk.store, desk.served.settings.policy.mapping, correction_id, DAY)
    first = propose(desk.store, taking_back, FINANCE, "it was wrong", undoes=correction_id)
    with pytest.raises(NotPlannableError, match=f"{first} takes {correction_id} back already"):
        propose(desk.store, taking_back, FINANCE, "it was wrong", undoes=correction_id)


def test_what_somebody_changed_since_is_not_undone(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW)))
    desk.outbox().work_off()
    desk.world.firmao["customers"][1]["name"] = "Inny"
    assert desk.state(undone(desk, correction_id)) is State.CONFLICTED
    assert desk.world.firmao["customers"][1]["name"] == "Inny"


def test_records_that_were_made_are_reversed_or_marked_as_deleted(desk: Desk) -> None:
    correction_id = desk.approved(plan(crediting("L4-x/1", "10.00"), noting("Tieout L4-x/1")))
    desk.outbox().work_off()
    credit_id, note_id = [one.record_id for one in desk.steps(correction_id)]
    own = undone(desk, correction_id)
    assert desk.state(own) is State.VERIFIED, desk.story(own)
    assert desk.world.ordway["credits"][str(credit_id)]["status"] == "Reversed"
    assert desk.world.firmao["salesnotes"][int(str(note_id))]["deleted"] is True


def test_of_a_failed_correction_only_what_was_carried_out_is_undone(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW), crediting("L4-x/1", "10.00", customer="C-99999")))
    desk.outbox().work_off()
    assert "What was sent before it stands; undo takes that back." in desk.story(correction_id)
    assert desk.state(undone(desk, correction_id)) is State.VERIFIED
    assert desk.world.firmao["customers"][1]["name"] == OLD


def test_what_was_so_already_stays(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW)))
    desk.world.firmao["customers"][1]["name"] = NEW
    desk.outbox().work_off()
    with pytest.raises(NotPlannableError, match="Nothing of correction"):
        plan_undo(desk.store, desk.served.settings.policy.mapping, correction_id, DAY)


def test_whoever_left_a_note_takes_it_back_and_nobody_elses(desk: Desk) -> None:
    told = replace(plan(noting("Tieout L4-x/1")), kind="note", settles=())
    other = Person("other@example.com", frozenset({"sales"}))
    correction_id = propose(desk.store, told, SALES, "the customer called")
    approve(desk.store, correction_id, SALES, Approval())
    desk.outbox().work_off()
    taking_back = plan_undo(desk.store, desk.served.settings.policy.mapping, correction_id, DAY)
    with pytest.raises(RightMissingError, match="may not propose"):
        propose(desk.store, taking_back, other, "not mine", undoes=correction_id)
    own = propose(desk.store, taking_back, SALES, "another customer", undoes=correction_id)
    approve(desk.store, own, SALES, Approval())
    assert desk.outbox().work_off() == {own: State.VERIFIED}
    assert [one["deleted"] for one in desk.world.firmao["salesnotes"].values()] == [True]


def test_what_was_only_proposed_has_nothing_to_undo(desk: Desk) -> None:
    correction_id = propose(desk.store, plan(renaming(OLD, NEW)), FINANCE, "it differs")
    with pytest.raises(NotPlannableError, match="nothing to undo"):
        plan_undo(desk.store, desk.served.settings.policy.mapping, correction_id, DAY)
