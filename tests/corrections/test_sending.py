"""What is approved is sent once, after a fresh read, and read back."""

import pytest

from corrections.errors import ImpossibleMoveError, NotPlannableError, RightMissingError
from corrections.life import approve, propose, reject
from corrections.people import Person
from corrections.states import State
from queries.ledger.audit_breaks import find_break
from queries.run import records
from sync.policy import Approval
from tests.corrections.conftest import APPROVER, FINANCE, SALES, Desk
from tests.corrections.plans import crediting, describing, noting, plan, renaming

OLD, NEW = "Żółw 1 Sp. z o.o.", "Żółw Jeden Sp. z o.o."


def test_an_approved_change_is_carried_out_and_verified(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW)))
    assert desk.outbox().work_off() == {correction_id: State.VERIFIED}
    assert desk.world.firmao["customers"][1]["name"] == NEW
    assert find_break(desk.store) is None


def test_what_was_only_proposed_is_not_sent(desk: Desk) -> None:
    propose(desk.store, plan(renaming(OLD, NEW)), FINANCE, "it differs")
    assert desk.outbox().work_off() == {}
    assert desk.writes() == []


def test_a_record_changed_by_someone_else_is_a_conflict_that_names_the_change(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW)))
    desk.world.firmao["customers"][1]["name"] = "Inny"
    assert desk.outbox().work_off() == {correction_id: State.CONFLICTED}
    assert "Inny" in desk.story(correction_id)
    assert desk.writes() == []


def test_a_conflict_says_who_changed_the_record_last_and_when(desk: Desk) -> None:
    customer = desk.world.ordway["customers"]["C-00001"]
    correction_id = desk.approved(plan(describing("ours")))
    customer |= {"description": "theirs", "updated_by": "ola@example.com", "updated_date": "2026-10-02T09:30:00.000Z"}
    assert desk.outbox().work_off() == {correction_id: State.CONFLICTED}
    assert "(changed last by ola@example.com on 2026-10-02 at 09:30 UTC)" in desk.story(correction_id)


def test_what_lets_anyone_pay_is_in_no_answer_that_is_kept(desk: Desk) -> None:
    correction_id = desk.approved(plan(describing("ours")))
    assert desk.outbox().work_off() == {correction_id: State.VERIFIED}
    kept = [
        records(desk.store, "corrections/steps", correction=correction_id),
        records(desk.store, "corrections/audit"),
    ]
    assert "ours" in repr(kept)
    assert "secret-" not in repr(kept)


def test_what_is_so_already_is_not_sent(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW)))
    desk.world.firmao["customers"][1]["name"] = NEW
    assert desk.outbox().work_off() == {correction_id: State.VERIFIED}
    assert desk.writes() == []


def test_a_record_that_is_made_is_found_by_its_reference_before_it_is_made_again(desk: Desk) -> None:
    first = desk.approved(plan(noting("Tieout L4-x/1")))
    desk.outbox().work_off()
    second = desk.approved(plan(noting("Tieout L4-x/1"), settles=("L4-y",)))
    assert desk.outbox().work_off() == {second: State.VERIFIED}
    assert len(desk.writes()) == 1
    assert desk.steps(first)[0].record_id == desk.steps(second)[0].record_id


def test_a_system_that_is_away_for_long_is_waited_for_and_told_once(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW)))
    with desk.without_firmao() as away:
        assert [away.work_off() for _ in range(12)] == [{correction_id: State.SENDING}] * 12
    told = records(desk.store, "corrections/events", correction=correction_id)
    assert [one["kind"] for one in told].count("step postponed") == 1
    assert desk.outbox().work_off() == {correction_id: State.VERIFIED}
    assert find_break(desk.store) is None


def test_a_step_uses_the_id_of_the_record_an_earlier_one_made(desk: Desk) -> None:
    told = noting("Tieout L4-x/1")
    correction_id = desk.approved(plan(crediting("L4-x/1", "10.00"), told))
    assert desk.outbox().work_off() == {correction_id: State.VERIFIED}
    [credit] = [one for one in desk.world.ordway["credits"].values() if one["reference_number"] == "L4-x/1"]
    assert desk.steps(correction_id)[0].record_id == credit["id"]


def test_a_refused_step_ends_it_and_says_what_was_done_before(desk: Desk) -> None:
    correction_id = desk.approved(plan(renaming(OLD, NEW), crediting("L4-x/1", "10.00", customer="C-99999")))
    assert desk.outbox().work_off() == {correction_id: State.FAILED}
    assert desk.story(correction_id).startswith("Step 2 of 2: ")
    assert [one.state for one in desk.steps(correction_id)] == ["applied", "refused"]


def test_a_role_without_the_right_is_refused_where_it_acts(desk: Desk) -> None:
    with pytest.raises(RightMissingError, match="may not propose"):
        propose(desk.store, plan(renaming(OLD, NEW)), SALES, "why not")
    correction_id = propose(desk.store, plan(renaming(OLD, NEW)), FINANCE, "it differs")
    with pytest.raises(RightMissingError, match="may not send"):
        approve(desk.store, correction_id, SALES, Approval())


def test_nobody_approves_their_own_above_the_limit(desk: Desk) -> None:
    both = Person("fin@example.com", frozenset({"finance", "approver"}))
    correction_id = propose(desk.store, plan(renaming(OLD, NEW), impact="-90.00"), both, "it differs")
    with pytest.raises(RightMissingError, match="a second person"):
        approve(desk.store, correction_id, both, Approval(limits={}))
    approve(desk.store, correction_id, APPROVER, Approval(limits={}))
    assert desk.state(correction_id) is State.APPROVED


def test_what_was_rejected_is_never_sent(desk: Desk) -> None:
    correction_id = propose(desk.store, plan(renaming(OLD, NEW)), FINANCE, "it differs")
    reject(desk.store, correction_id, APPROVER, "the customer asked not to")
    with pytest.raises(ImpossibleMoveError):
        approve(desk.store, correction_id, APPROVER, Approval())
    assert desk.outbox().work_off() == {}


def test_one_discrepancy_has_one_correction_at_a_time(desk: Desk) -> None:
    propose(desk.store, plan(renaming(OLD, NEW)), FINANCE, "it differs")
    with pytest.raises(NotPlannableError, match="under way"):
        propose(desk.store, plan(renaming(OLD, NEW)), FINANCE, "it differs")


@pytest.mark.parametrize(
    "tampering",
    [
        "update ledger.audit_event set why = 'nothing' where sequence = 2",
        "delete from ledger.audit_event where sequence = 2",
        "delete from ledger.audit_event where sequence = (select max(sequence) from ledger.audit_event)",
    ],
)
def test_a_change_or_a_gap_in_the_audit_shows(desk: Desk, tampering: str) -> None:
    desk.approved(plan(renaming(OLD, NEW)))
    desk.outbox().work_off()
    with desk.store.transaction() as cursor:
        cursor.run(tampering)
    assert find_break(desk.store) is not None


def test_what_was_so_already_is_not_counted_as_carried_out(desk: Desk) -> None:
    """Nothing was sent of it, so it is told apart from what was."""
    desk.world.firmao["customers"][1]["name"] = NEW
    correction_id = desk.approved(plan(renaming(OLD, NEW), noting("Tieout L4-x/1")))
    desk.outbox().work_off()
    [found] = records(desk.store, "corrections/detail", correction=correction_id)
    assert (found["count_steps"], found["count_done"], found["count_spared"]) == (2, 1, 1)
    told = [one["why"] for one in records(desk.store, "corrections/events", correction=correction_id)]
    assert "1 of 2 requests were carried out; of the others it was so already." in told
