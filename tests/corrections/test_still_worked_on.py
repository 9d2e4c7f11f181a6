"""What the other system still works on after it was sent is neither verified nor failed, and is looked at again."""

from dataclasses import replace

from corrections.outbox import Outbox
from corrections.states import State
from queries.ledger.others import is_any_unsettled
from tests.corrections.conftest import Desk
from tests.corrections.plans import plan, renaming

OLD, NEW = "Żółw 1 Sp. z o.o.", "Żółw Jeden Sp. z o.o."


def test_it_stays_carried_out_until_it_can_be_read_back(desk: Desk) -> None:
    record = desk.world.firmao["customers"][1]
    # The name is what is planned, and comes only later; meanwhile the customer is being worked on.
    step = replace(renaming(OLD, NEW), body={"description": "soon"})
    correction_id = desk.approved(plan(step))
    worked_on = Outbox(desk.store, desk.remotes, patience=(0.0,), wait=lambda _: record.update(status="Validating"))
    assert worked_on.work_off() == {correction_id: State.APPLIED}
    with desk.store.cursor() as cursor:
        assert is_any_unsettled(cursor)
    assert desk.outbox().work_off() == {correction_id: State.APPLIED}
    record.update(status="ACTIVE", name=NEW)
    assert desk.outbox().work_off() == {correction_id: State.VERIFIED}
    with desk.store.cursor() as cursor:
        assert not is_any_unsettled(cursor)
