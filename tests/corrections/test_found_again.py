"""What carries our reference is compared before it is taken for ours, and a run that invoices nothing is no success."""

from dataclasses import replace
from typing import Any

from corrections.plan import Reference, Step
from corrections.states import State
from sandbox.world import Record
from sandbox.write_faults import WriteFault
from tests.corrections.conftest import Desk
from tests.corrections.plans import crediting, noting, plan, renaming
from tests.corrections.test_undo import undone
from tests.sync.conftest import DAY

REFERENCE = "L4-x/1"
OLD, NEW = "Żółw 1 Sp. z o.o.", "Żółw Jeden Sp. z o.o."


def credits_of(desk: Desk) -> list[Record]:
    """The credits that carry the reference."""
    return [one for one in desk.world.ordway["credits"].values() if one.get("reference_number") == REFERENCE]


def crediting_otherwise(sent: str, planned: str) -> Step:
    """A credit that Ordway makes with another amount than was planned."""
    step = crediting(REFERENCE, planned)
    return replace(step, body={**(step.body or {}), "credit_amount": sent})


def test_what_carries_the_reference_with_another_amount_is_a_conflict(desk: Desk) -> None:
    desk.remotes["ordway"].send(crediting(REFERENCE, "9.00"))
    correction_id = desk.approved(plan(crediting(REFERENCE, "10.00"), renaming(OLD, NEW)))
    desk.served.sandbox.requests.clear()
    assert desk.outbox().work_off() == {correction_id: State.CONFLICTED}
    assert desk.writes() == []
    [credit] = credits_of(desk)
    told = f"{credit['id']} is there, and not as planned: amount is 9.0, planned 10.00. It was not sent."
    assert told in desk.story(correction_id)
    assert f"Look at {credit['id']} in Ordway" in desk.story(correction_id)


def test_of_several_with_the_reference_the_one_as_planned_is_ours(desk: Desk) -> None:
    for amount in ("9.00", "10.00"):
        desk.remotes["ordway"].send(crediting(REFERENCE, amount))
    correction_id = desk.approved(plan(crediting(REFERENCE, "10.00")))
    assert desk.outbox().work_off() == {correction_id: State.VERIFIED}
    assert len(credits_of(desk)) == 2


def test_what_was_made_otherwise_while_the_answer_was_lost_stops_the_rest(desk: Desk) -> None:
    desk.served.sandbox.spoil(WriteFault("dropped_after", "POST", "credits", "ordway"))
    correction_id = desk.approved(plan(crediting_otherwise("9.00", "10.00"), renaming(OLD, NEW)))
    assert desk.outbox().work_off() == {correction_id: State.CONFLICTED}
    [credit] = credits_of(desk)
    assert "It was sent and its answer was lost." in desk.story(correction_id)
    assert f"{credit['id']} is there, and not as planned: amount is 9.0" in desk.story(correction_id)
    assert desk.world.firmao["customers"][1]["name"] == OLD


def test_a_note_that_was_taken_back_is_not_found_again(desk: Desk) -> None:
    first = desk.approved(plan(noting("Tieout L4-x/1"), settles=()))
    desk.outbox().work_off()
    assert desk.state(undone(desk, first)) is State.VERIFIED
    second = desk.approved(plan(noting("Tieout L4-x/1"), settles=()))
    assert desk.outbox().work_off() == {second: State.VERIFIED}
    assert [bool(one.get("deleted")) for one in desk.world.firmao["salesnotes"].values()] == [True, False]


def running(subscription_id: str) -> Step:
    """A billing run of a subscription."""
    body: dict[str, Any] = {"target_date": "2026-09-30", "invoice_date": f"{DAY}", "auto_post": True}
    body |= {"subscription_filter_options": {"subscription_id": subscription_id}}
    found = Reference(
        "billing_runs", {}, {"subscription_filter_options.subscription_id": subscription_id}, is_own=False
    )
    return Step("ordway", "Invoice it", "POST", "billing_runs", body, reference=found)


def run_of(desk: Desk, status: str, ready: str) -> str:
    """What a correction came to that has a subscription invoiced of which a line is ready from a day on; its story.

    Of a draft nothing is invoiced.
    """
    line = {"charge_ready_date": ready, "start_date": ready, "invoiced": False}
    subscription = {"id": "S-00001", "customer_id": "C-00001", "status": status}
    desk.world.ordway |= {
        "subscriptions": {"S-00001": subscription | {"plans": [{"billing_schedule_id": "BS-1"}]}},
        "billing_schedules": {"BS-1": {"id": "BS-1", "subscription_id": "S-00001", "schedule_lines": [line]}},
    }
    correction_id = desk.approved(plan(running("S-00001")))
    desk.outbox().work_off()
    return f"{desk.state(correction_id)}: {desk.story(correction_id)}"


def test_a_run_that_leaves_what_is_ready_is_no_success_and_says_what_to_do(desk: Desk) -> None:
    told = run_of(desk, "Draft", "2026-09-01")
    assert told.startswith("failed: ")
    assert "BR-00001 invoiced nothing, though what is ready from 2026-09-01 on is not invoiced: look in Ordway" in told
    assert told.endswith("Undo it or put it right there, and sync.")


def test_a_run_to_which_nothing_was_left_says_so(desk: Desk) -> None:
    told = run_of(desk, "Active", "2026-10-01")
    assert told.startswith("verified: Read back: all of it stands there as planned.")
    assert told.endswith("BR-00001 invoiced nothing: by then nothing was left to invoice.")
