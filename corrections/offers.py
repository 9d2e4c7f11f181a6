"""What a person may do next: with a plan, with a correction where it stands, with a batch; and why not, where not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corrections import bulk, duty
from corrections.approving import refusal_to_approve, why_second_for
from corrections.errors import refusal_of
from corrections.following_up import snooze_until_due
from corrections.life import approve, done_by_hand, find, reject
from corrections.people import Right, is_same_name, refusal, right_to
from corrections.plan import Plan, plan_of
from corrections.planner import kinds_for, sides_for
from corrections.proposing import Desk, is_sent_at_once, submit, submit_done
from sync.worker import PullWorker

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Offer:
    """One thing to do. `act` is told the reason and returns why it was refused, '' where it was done.

    `asks` is how the reason is asked for, '' where none is; `missing` says why the person may not, '' where they may.
    """

    name: str
    act: Callable[[str], str]
    asks: str = ""
    missing: str = ""
    is_main: bool = False


_ASKS_DONE, _ASKS_REJECTED = "What was done", "Why it is not wanted"


def why_no_fix(desk: Desk, rows: Sequence[Row], side: str) -> str:
    """Why nothing can be proposed on one side for discrepancies of the queue, '' where it can."""
    rules = {row["rule"] for row in rows}
    if len(rules) != 1:
        return "Tick discrepancies of one rule." if rules else "Tick the discrepancies first."
    if any(row["status"] not in ("open", "reopened") for row in rows):
        return "Only what is open is put right."
    if any(row["root_id"] for row in rows):
        return "It goes when its cause is put right."
    if side not in sides_for(*rules):
        return f"{rules.pop()} is not put right in {side.capitalize()}."
    return refusal(desk.person, right_to(Right.PROPOSE, kinds_for(rules.pop(), side)[0]))


def for_plan(desk: Desk, worker: PullWorker, plan: Plan, undoes: str | None = None) -> list[Offer]:
    """With a plan that was looked at: have it sent, ask for approval, or say that it was done by hand."""
    missing = refusal(desk.person, right_to(Right.PROPOSE, plan.kind))

    def send(why: str) -> str:
        return refusal_of(lambda: submit(desk, plan, why, undoes)) or _sent(worker)

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
        return refusal_of(lambda: tell(bulk.submit_batch(desk, plans, why).batch_id)) or _sent(worker)

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
    return refusal(desk.person, Right.PROPOSE)


def second_for(desk: Desk, found: Row) -> str:
    """Why a second person has to approve a correction, '' where nobody has to."""
    with desk.store.cursor() as cursor:
        return why_second_for(cursor, find(cursor, found["correction_id"]), desk.approval, desk.person)


def for_batch(desk: Desk, worker: PullWorker, batch: Row) -> list[Offer]:
    """With a batch: approve or reject what waits, hold it back or let it go on."""
    return [*_deciding(desk, worker, batch), *_holding(desk, worker, batch)]


def _approving(desk: Desk, worker: PullWorker, found: Row) -> Offer:
    correction_id = found["correction_id"]

    def act(why: str) -> str:
        return refusal_of(lambda: approve(desk.store, correction_id, desk.person, desk.approval, why)) or _sent(worker)

    proposers = {correction_id: found["proposed_by"]}
    missing = refusal_to_approve(desk.person, [found["kind"]], proposers, second_for(desk, found))
    return Offer("Approve", act, missing=missing, is_main=True)


def _rejecting(desk: Desk, found: Row) -> Offer:
    is_own = is_same_name(found["proposed_by"], desk.person.name)

    def act(why: str) -> str:
        return refusal_of(lambda: reject(desk.store, found["correction_id"], desk.person, why))

    missing = "" if is_own else refusal(desk.person, Right.APPROVE)
    return Offer("Take back" if is_own else "Reject", act, _ASKS_REJECTED, missing)


def _finishing(desk: Desk, worker: PullWorker, found: Row) -> Offer:
    def act(why: str) -> str:
        return refusal_of(lambda: done_by_hand(desk.store, found["correction_id"], desk.person, why)) or _pulled(worker)

    return Offer("I have done this", act, _ASKS_DONE, refusal(desk.person, Right.SEND), is_main=True)


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


def _deciding(desk: Desk, worker: PullWorker, batch: Row) -> list[Offer]:
    if not batch["count_waiting"]:
        return []
    batch_id, person = batch["batch_id"], desk.person

    def allow(why: str) -> str:
        return _together(lambda: bulk.approve_batch(desk.store, batch_id, person, desk.approval, why)) or _sent(worker)

    def refuse(why: str) -> str:
        return _together(lambda: bulk.reject_batch(desk.store, batch_id, person, why))

    is_own = is_same_name(batch["proposed_by"], person.name)
    missing = bulk.why_not_approve(desk.store, batch_id, person, desk.approval)
    return [
        Offer(f"Approve {batch['count_waiting']:,}", allow, missing=missing, is_main=True),
        Offer(
            f"{'Take back' if is_own else 'Reject'} {batch['count_waiting']:,}",
            refuse,
            _ASKS_REJECTED,
            "" if is_own else refusal(person, Right.APPROVE),
        ),
    ]


def _holding(desk: Desk, worker: PullWorker, batch: Row) -> list[Offer]:
    if not batch["count_waiting"] + batch["count_under_way"]:
        return []

    def hold(_: str) -> str:
        return refusal_of(lambda: bulk.pause(desk.store, batch["batch_id"], desk.person))

    def go_on(_: str) -> str:
        return refusal_of(lambda: bulk.resume(desk.store, batch["batch_id"], desk.person)) or _sent(worker)

    missing = refusal(desk.person, Right.SEND)
    return [Offer("Go on", go_on, missing=missing) if batch["is_paused"] else Offer("Pause", hold, missing=missing)]


def _together(act: Callable[[], Mapping[str, str]]) -> str:
    """Why some or all of it was refused, each reason once."""
    reasons: list[str] = []
    refused = refusal_of(lambda: reasons.extend(act().values()))
    return refused or " ".join(dict.fromkeys(reasons))


def _sent(worker: PullWorker) -> str:
    worker.ask_duty(duty.NAME)
    return ""


def _pulled(worker: PullWorker) -> str:
    worker.ask()
    return ""
