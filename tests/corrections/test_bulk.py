"""Many corrections in one batch: one failure stops no other, a pause holds back, and the sum decides who approves."""

from decimal import Decimal

import pytest

from corrections.approving import why_second
from corrections.bulk import approve_batch, pause, propose_batch, reject_batch, resume
from corrections.errors import ReasonMissingError, RightMissingError, UnknownCorrectionError
from corrections.plan import Plan
from corrections.states import State
from queries.ledger.audit import find_break
from sync.policy import Approval
from tests.corrections.conftest import APPROVER, FINANCE, SALES, Desk
from tests.corrections.plans import plan, renaming

LIMIT = Approval(limits={"PLN": Decimal(100)})
NAMES = {"1": "Żółw 1 Sp. z o.o.", "2": "Żółw 2 Sp. z o.o.", "3": "Żółw 3 Sp. z o.o."}


def plans(impact: str = "0.00") -> list[Plan]:
    """Three customers get another name."""
    return [
        plan(renaming(before, f"{before} nowa", record), settles=(f"L4-{record}",), impact=impact)
        for record, before in NAMES.items()
    ]


def test_one_failure_stops_no_other(desk: Desk) -> None:
    desk.world.firmao["customers"][2]["name"] = "Inny"
    batch = propose_batch(desk.store, plans(), FINANCE, "one spelling")
    assert approve_batch(desk.store, batch.batch_id, FINANCE, LIMIT) == {}
    ended = desk.outbox().work_off()
    assert [ended[one] for one in batch.correction_ids] == [State.VERIFIED, State.CONFLICTED, State.VERIFIED]


def test_what_cannot_be_proposed_is_told_and_the_rest_is(desk: Desk) -> None:
    first = propose_batch(desk.store, plans()[:1], FINANCE, "one spelling")
    batch = propose_batch(desk.store, plans(), FINANCE, "one spelling")
    assert batch.batch_id != first.batch_id
    assert len(batch.correction_ids) == 2
    assert list(batch.refused) == ["L4-1"]
    assert "under way" in batch.refused["L4-1"]


def test_a_paused_batch_is_not_sent_until_it_goes_on(desk: Desk) -> None:
    batch = propose_batch(desk.store, plans(), FINANCE, "one spelling")
    approve_batch(desk.store, batch.batch_id, FINANCE, LIMIT)
    pause(desk.store, batch.batch_id, FINANCE)
    desk.outbox().work_off()
    assert desk.writes() == []
    resume(desk.store, batch.batch_id, FINANCE)
    assert set(desk.outbox().work_off().values()) == {State.VERIFIED}
    assert find_break(desk.store) is None


def test_a_pause_holds_back_no_other_batch(desk: Desk) -> None:
    held, free = (propose_batch(desk.store, part, FINANCE, "why") for part in (plans()[:1], plans()[1:]))
    for batch in (held, free):
        approve_batch(desk.store, batch.batch_id, FINANCE, LIMIT)
    pause(desk.store, held.batch_id, FINANCE)
    desk.outbox().work_off()
    assert desk.state(held.correction_ids[0]) is State.APPROVED
    assert {desk.state(one) for one in free.correction_ids} == {State.VERIFIED}


def test_small_amounts_together_are_above_the_limit(desk: Desk) -> None:
    with desk.store.cursor() as cursor:
        assert why_second(cursor, LIMIT, [FINANCE.name], plans("40.00")[:2]) == ""
        assert "above the limit of 100.00 PLN" in why_second(cursor, LIMIT, [FINANCE.name], plans("40.00"))
    batch = propose_batch(desk.store, plans("40.00"), FINANCE, "one spelling")
    with pytest.raises(RightMissingError, match="may not approve"):
        approve_batch(desk.store, batch.batch_id, FINANCE, LIMIT)
    assert {desk.state(one) for one in batch.correction_ids} == {State.PROPOSED}
    approve_batch(desk.store, batch.batch_id, APPROVER, LIMIT)
    assert {desk.state(one) for one in batch.correction_ids} == {State.APPROVED}


def test_nobody_approves_their_own_batch_above_the_limit(desk: Desk) -> None:
    batch = propose_batch(desk.store, plans("400.00"), APPROVER, "one spelling")
    with pytest.raises(RightMissingError, match="Ask a colleague"):
        approve_batch(desk.store, batch.batch_id, APPROVER, LIMIT)


def test_a_rejected_batch_is_never_sent(desk: Desk) -> None:
    batch = propose_batch(desk.store, plans(), FINANCE, "one spelling")
    assert set(reject_batch(desk.store, batch.batch_id, SALES, "no")) == set(batch.correction_ids)
    assert reject_batch(desk.store, batch.batch_id, APPROVER, "they moved") == {}
    assert desk.outbox().work_off() == {}


def test_who_may_not_is_refused_where_it_is_done(desk: Desk) -> None:
    with pytest.raises(RightMissingError):
        propose_batch(desk.store, plans(), SALES, "why not")
    with pytest.raises(ReasonMissingError):
        propose_batch(desk.store, plans(), FINANCE, " ")
    with pytest.raises(RightMissingError):
        pause(desk.store, "TB-00001", SALES)
    with pytest.raises(UnknownCorrectionError):
        pause(desk.store, "TB-00001", FINANCE)
