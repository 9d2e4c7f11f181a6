"""What was approved is what is sent, by somebody who may; no way around it is open."""

from decimal import Decimal

import pytest

from corrections.bulk import propose_batch
from corrections.errors import NotPlannableError, RightMissingError
from corrections.life import approve, propose
from corrections.people import named
from corrections.states import State
from corrections.undo import plan_undo
from sync.policy import Approval
from tests.corrections.conftest import APPROVER, FINANCE, Desk
from tests.corrections.plans import crediting, plan, renaming
from tests.sync.conftest import DAY

OLD, NEW = "Żółw 1 Sp. z o.o.", "Żółw Jeden Sp. z o.o."
APPROVAL = Approval(limits={"PLN": Decimal(2000)})


def test_one_of_a_batch_is_not_approved_alone_where_all_of_it_takes_two(desk: Desk) -> None:
    plans = [plan(renaming(OLD, NEW), settles=(f"L4-{n}",), impact="-1900.00") for n in range(3)]
    batch = propose_batch(desk.store, plans, FINANCE, "as agreed")
    for one in batch.correction_ids:
        with pytest.raises(RightMissingError):
            approve(desk.store, one, FINANCE, APPROVAL)
    approve(desk.store, batch.correction_ids[0], APPROVER, APPROVAL)


def test_another_spelling_of_a_name_is_the_same_person(desk: Desk) -> None:
    people = {"boss@x.example": frozenset({"approver"})}
    correction_id = propose(
        desk.store, plan(renaming(OLD, NEW), impact="-9000.00"), named("Boss@X.example", people), "it differs"
    )
    with pytest.raises(RightMissingError, match="a second person"):
        approve(desk.store, correction_id, named("boss@x.example", people), APPROVAL)


def test_a_plan_that_was_changed_after_the_approval_is_not_sent(desk: Desk) -> None:
    correction_id = desk.approved(plan(crediting("L4-x/1", "10.00")))
    with desk.store.transaction() as cursor:
        cursor.run("update ledger.correction set plan = replace(plan, '10.00', '9999.00')")
    assert desk.outbox().work_off() == {correction_id: State.FAILED}
    assert "not the one that was approved" in desk.story(correction_id)
    assert desk.writes() == []


def test_a_plan_that_was_changed_while_it_is_sent_goes_no_further(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW)))
    with desk.without_firmao() as away:
        assert away.work_off() == {correction_id: State.SENDING}
    with desk.store.transaction() as cursor:
        cursor.run("update ledger.correction set plan = replace(plan, $new, 'Inny')", new=NEW)
    assert desk.outbox().work_off() == {correction_id: State.FAILED}
    assert "nothing more was sent" in desk.story(correction_id)
    assert desk.writes() == []


def test_a_credit_that_was_reversed_is_not_taken_for_the_one_wanted(desk: Desk) -> None:
    first = desk.approved(plan(crediting("L4-x/1", "10.00")))
    desk.outbox().work_off()
    taking_back = plan_undo(desk.store, desk.served.settings.policy.mapping, first, DAY)
    undoing = propose(desk.store, taking_back, FINANCE, "it was wrong", undoes=first)
    approve(desk.store, undoing, APPROVER, Approval())
    desk.outbox().work_off()
    again = desk.approved(plan(crediting("L4-x/1", "10.00"), settles=("L4-y",)))
    assert desk.outbox().work_off() == {again: State.VERIFIED}
    ours = [one for one in desk.world.ordway["credits"].values() if one["reference_number"] == "L4-x/1"]
    assert sorted(one["status"] for one in ours) == ["Processed", "Reversed"]


def test_nothing_is_taken_back_twice(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW)))
    desk.outbox().work_off()
    meanings = desk.served.settings.policy.mapping
    propose(desk.store, plan_undo(desk.store, meanings, correction_id, DAY), FINANCE, "wrong", undoes=correction_id)
    with pytest.raises(NotPlannableError, match="already"):
        plan_undo(desk.store, meanings, correction_id, DAY)


def test_one_that_cannot_be_read_does_not_keep_the_others(desk: Desk) -> None:
    broken = desk.approved(plan(renaming(OLD, NEW), settles=("L4-a",)))
    other = desk.approved(plan(renaming("Żółw 2 Sp. z o.o.", "Dwa", "2"), settles=("L4-b",)))
    with desk.store.transaction() as cursor:
        cursor.run("update ledger.correction set plan = 'nothing' where correction_id = $id", id=broken)
    assert desk.outbox().work_off() == {other: State.VERIFIED}
