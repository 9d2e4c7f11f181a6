"""At a person's desk: a plan looked at before it is proposed, who has to approve it and why, and having it sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corrections.approving import why_second
from corrections.errors import NotPlannableError, ReasonMissingError
from corrections.life import approve, done_by_hand, propose
from corrections.once import refuse_twice
from corrections.people import Person, Right, require, right_to
from corrections.plan import Plan
from corrections.planner import plan_correction
from corrections.undo import plan_undo
from queries.store import Store
from sync.mapping import Mapping
from sync.policy import Approval


@dataclass(frozen=True)
class Desk:
    """Who works, on which store, by which policy, on which day."""

    store: Store
    meanings: Mapping
    approval: Approval
    person: Person
    today: date


@dataclass(frozen=True)
class Preview:
    """What would be proposed for a discrepancy or, to undo it, a correction.

    Without a plan: why nothing can be, or with which other one it goes. `why` is the reason that was given already,
    '' where it is still to be asked for.
    """

    about: str
    plan: Plan | None
    refused: str = ""
    together_with: str = ""
    why: str = ""


def preview(desk: Desk, discrepancy_id: str, side: str) -> Preview:
    """The plan that puts a discrepancy right on one side, or why there is none."""
    try:
        publishes = desk.approval.publishes
        plan = plan_correction(desk.store, desk.meanings, discrepancy_id, side, desk.today, publishes=publishes)
        with desk.store.cursor() as cursor:
            refuse_twice(cursor, plan.settles)
    except NotPlannableError as refused:
        return Preview(discrepancy_id, None, str(refused))
    return Preview(discrepancy_id, plan)


def preview_undo(desk: Desk, correction_id: str) -> Preview:
    """The plan that takes a correction back, or why there is none."""
    try:
        return Preview(correction_id, plan_undo(desk.store, desk.meanings, correction_id, desk.today))
    except NotPlannableError as refused:
        return Preview(correction_id, None, str(refused))


def submit(desk: Desk, plan: Plan, why: str, undoes: str | None = None) -> str:
    """Propose a plan and, where it is within the limits, approve it, so that it is sent; the id of the correction.

    `undoes` is the correction that it takes back.
    Raises `ReasonMissingError`, `RightMissingError` and `NotPlannableError`.
    """
    require(desk.person, right_to(Right.PROPOSE, plan.kind))
    if not why.strip():
        raise ReasonMissingError
    is_approved = is_sent_at_once(desk, plan)
    correction_id = propose(desk.store, plan, desk.person, why.strip(), undoes=undoes)
    if is_approved:
        approve(desk.store, correction_id, desk.person, desk.approval)
    return correction_id


def submit_done(desk: Desk, plan: Plan, why: str) -> str:
    """Propose what a person has to do and say that it was done, where no second person has to agree first; its id."""
    is_approved = is_sent_at_once(desk, plan)
    correction_id = submit(desk, plan, why)
    if is_approved:
        done_by_hand(desk.store, correction_id, desk.person, why.strip())
    return correction_id


def is_sent_at_once(desk: Desk, plan: Plan) -> bool:
    """Whether whoever proposes it approves it too: it is within the limits, and they may send."""
    return desk.person.may(right_to(Right.SEND, plan.kind)) and not why_second_at(desk, [plan])


def why_second_at(desk: Desk, plans: Sequence[Plan]) -> str:
    """Why a second person has to approve plans that go together and are not proposed yet, '' where nobody has to."""
    with desk.store.cursor() as cursor:
        return why_second(cursor, desk.approval, [desk.person.name], plans)
