"""What a person may do next, with a plan and with a correction where it stands; and why not, where not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corrections import bulk, duty
from corrections.approving import refusal_to_approve, why_second_for
from corrections.errors import refusal_of
from corrections.following_up import snooze_until_due
from corrections.life import approve, done_by_hand, find, reject
from corrections.people import Right, is_same_name, refusal, right_to, right_to_undo
from corrections.plan import Plan, plan_of
from corrections.planner import kinds_for, not_put_right, sides_for
from corrections.proposing import Desk, is_sent_at_once, submit, submit_done
from sync.worker import PullWorker

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Offer:
    """One thing to do. `act` is told the reason and returns why it was refused, '' where it was done.

    `asks` is how the reason is asked for, '' where none is; `missing` says why the person may not, '' where they may;
    `warns` is what they take upon themselves, told beside the reason.
    """

    name: str
    act: Callable[[str], str]
    asks: str = ""
    missing: str = ""
    is_main: bool = False
    warns: str = ""


ASKS_DONE, ASKS_REJECTED = "What was done", "Why it is not wanted"


def why_no_fix(desk: Desk, rows: Sequence[Row], side: str) -> str:
    """Why nothing can be proposed on one side for discrepancies of the queue, '' where it can."""
    if not rows:
        return "Tick the discrepancies first."
    if any(row["status"] not in ("open", "reopened") for row in rows):
        return "Only what is open is put right."
    if any(row["root_id"] for row in rows):
        return "It goes when its cause is put right."
    rules = sorted({row["rule"] for row in rows})
    # What is not put right on this side is left as it is, and told beside the others.
    here = [rule for rule in rules if side in sides_for(rule)]
    if not here:
        return " ".join(not_put_right(rule, side) for rule in rules)
    rights = dict.fromkeys(right_to(Right.PROPOSE, kinds_for(rule, side)[0]) for rule in here)
    return next(filter(None, (refusal(desk.person, right) for right in rights)), "")


def for_plan(desk: Desk, worker: PullWorker, plan: Plan, undoes: str | None = None) -> list[Offer]:
    """With a plan that was looked at: have it sent, ask for approval, or say that it was done by hand."""
    missing = refusal(desk.person, right_to(Right.PROPOSE, plan.kind))

    def send(why: str) -> str:
        return refusal_of(lambda: submit(desk, plan, why, undoes)) or sent(worker)

    def done(why: str) -> str:
        return refusal_of(lambda: submit_done(desk, plan, why)) or _pulled(worker)

    if not is_sent_at_once(desk, plan):
        return [Offer("Ask for approval", send, missing=missing, is_main=True)]
    if plan.is_manual:
        return [Offer("I have done this", done, missing=missing, is_main=True), Offer("Do it later", send, "", missing)]
    return [Offer("Send", send, missing=missing, is_main=True)]


def for_plans(desk: Desk, worker: PullWorker, plans: Sequence[Plan], tell: Callable[[str], None]) -> list[Offer]:
    """With many plans: have them sent as a batch, or ask for approval; `tell` is told the id of the batch."""

    def send(why: str) -> str:
        return refusal_of(lambda: tell(bulk.submit_batch(desk, plans, why).batch_id)) or sent(worker)

    number = f"{len(plans):,} {'correction' if len(plans) == 1 else 'corrections'}"
    name = f"Send {number}" if bulk.is_batch_sent_at_once(desk, plans) else f"Ask for approval of {number}"
    return [Offer(name, send, missing=refusal(desk.person, Right.PROPOSE), is_main=True)] if plans else []


def for_correction(desk: Desk, worker: PullWorker, found: Row) -> list[Offer]:
    """With a correction where it stands: approve, reject or take it back, say that it is done, look again."""
    standing, is_manual = found["standing"], not found["count_steps"]
    if standing == "waiting":
        return [_approving(desk, worker, found), _rejecting(desk, found)]
    if standing == "manual":
        return [_finishing(desk, worker, found), _rejecting(desk, found)]
    if standing == "paused":
        return [_rejecting(desk, found)]
    if standing == "failed":
        return [_finishing(desk, worker, found) if is_manual else _looking_again(desk, worker, found)]
    plan = plan_of(found["plan"])
    return [_snoozing(desk, found, plan)] if standing == "done" and plan.follows and plan.follow_up_on else []


def why_no_undo(desk: Desk, found: Row) -> str | None:
    """Why the person may not take a correction back, '' where they may; None where nothing of it could be."""
    if found["standing"] == "done" and not found["count_steps"]:
        return "It was done by hand, and is taken back by hand."
    if found["standing"] not in ("done", "failed", "conflicted") or not found["count_done"] or found["undone_by"]:
        return None
    return refusal(desk.person, right_to_undo(desk.person, found["kind"], found["proposed_by"]))


def second_for(desk: Desk, found: Row) -> str:
    """Why a second person has to approve a correction, '' where nobody has to."""
    with desk.store.cursor() as cursor:
        return why_second_for(cursor, find(cursor, found["correction_id"]), desk.approval, desk.person)


def _approving(desk: Desk, worker: PullWorker, found: Row) -> Offer:
    correction_id = found["correction_id"]

    def act(why: str) -> str:
        return refusal_of(lambda: approve(desk.store, correction_id, desk.person, desk.approval, why)) or sent(worker)

    proposers = {correction_id: found["proposed_by"]}
    missing = refusal_to_approve(desk.person, [found["kind"]], proposers, second_for(desk, found))
    return Offer("Approve", act, missing=missing, is_main=True)


def _rejecting(desk: Desk, found: Row) -> Offer:
    is_own = is_same_name(found["proposed_by"], desk.person.name)

    def act(why: str) -> str:
        return refusal_of(lambda: reject(desk.store, found["correction_id"], desk.person, why))

    missing = "" if is_own else refusal(desk.person, Right.APPROVE)
    return Offer("Take back" if is_own else "Reject", act, ASKS_REJECTED, missing)


def _finishing(desk: Desk, worker: PullWorker, found: Row) -> Offer:
    def act(why: str) -> str:
        return refusal_of(lambda: done_by_hand(desk.store, found["correction_id"], desk.person, why)) or _pulled(worker)

    return Offer("I have done this", act, ASKS_DONE, refusal(desk.person, Right.SEND), is_main=True)


def _looking_again(desk: Desk, worker: PullWorker, found: Row) -> Offer:
    def act(_: str) -> str:
        worker.ask_duty(duty.NAME, found["correction_id"])
        return ""

    return Offer("Look again", act, missing=refusal(desk.person, Right.SEND))


def _snoozing(desk: Desk, found: Row, plan: Plan) -> Offer:
    def act(_: str) -> str:
        return refusal_of(lambda: snooze_until_due(desk.store, found["correction_id"], desk.person))

    missing = refusal(desk.person, Right.DECIDE)
    return Offer(f"Snooze what it is about until {plan.follow_up_on}", act, missing=missing)


def sent(worker: PullWorker) -> str:
    """Have the worker send what is approved; '' since nothing is refused."""
    worker.ask_duty(duty.NAME)
    return ""


def _pulled(worker: PullWorker) -> str:
    worker.ask()
    return ""
