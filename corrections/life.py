"""From proposal to the end: every move of a correction, each with its event in the audit."""

from typing import Any

import msgspec

from corrections.approving import is_second, refusal_to_approve, why_second_for
from corrections.errors import (
    ImpossibleMoveError,
    ReasonMissingError,
    RightMissingError,
    UnknownCorrectionError,
)
from corrections.once import refuse_twice, refuse_undone
from corrections.people import POLICY, Person, Right, is_same_name, require, right_to, right_to_undo
from corrections.plan import Plan, plan_of
from corrections.states import State, check_move
from queries.ledger.audit import append_event, hash_of
from queries.ledger.corrections import (
    Kept,
    keep_correction,
    keep_purpose,
    next_id,
    read_correction,
    set_state,
)
from queries.store import Cursor, Store
from sync.policy import Approval


def propose(
    store: Store, plan: Plan, person: Person, why: str, *, batch_id: str | None = None, undoes: str | None = None
) -> str:
    """Keep a plan as a proposed correction and return its id.

    Raises `RightMissingError`, and `NotPlannableError` where another correction of the same was not seen to its end, or
    takes the same one back.
    """
    if person != POLICY:
        require(person, right_to(Right.PROPOSE, plan.kind))
    with store.transaction() as cursor:
        if undoes:
            undone = find(cursor, undoes)
            require(person, right_to_undo(person, undone.kind, undone.proposed_by))
            refuse_undone(cursor, undoes)
        refuse_twice(cursor, plan.settles)
        correction_id = next_id(cursor)
        keep_correction(
            cursor,
            plan.settles,
            len(plan.steps),
            correction_id=correction_id,
            kind=plan.kind,
            side=plan.side,
            title=plan.title,
            account_id=plan.account_id,
            currency=plan.currency,
            impact=plan.impact,
            plan=plan.as_json(),
            why=why,
            proposed_by=person.name,
            batch_id=batch_id,
            undoes=undoes,
            state=State.PROPOSED,
        )
        for purpose in plan.purposes:
            if not purpose.reference.startswith("{made:"):
                keep_purpose(cursor, correction_id=correction_id, **msgspec.to_builtins(purpose))
        placed = {"batch": batch_id, "undoes": undoes}
        _note(cursor, "proposed", person, correction_id, why, {"plan": plan.as_data(), **placed})
    return correction_id


def approve(store: Store, correction_id: str, person: Person, approval: Approval, why: str = "") -> None:
    """Let a proposed correction be sent.

    What is within the limits of the policy is approved by whoever may send it, also by who proposed it; above them it
    takes a second person with the right to approve. What was let through today is counted in the same transaction.
    Raises `RightMissingError`.
    """
    with store.transaction() as cursor:
        kept = find(cursor, correction_id)
        check_move(correction_id, State(kept.state), State.APPROVED)
        second = why_second_for(cursor, kept, approval, person)
        if refused := refusal_to_approve(person, [kept.kind], {correction_id: kept.proposed_by}, second):
            raise RightMissingError(refused)
        reason = why or ("" if second else "within the limits of the policy")
        is_alone = not is_second(person, kept.proposed_by)
        move(cursor, kept, State.APPROVED, person, reason, plan_hash=hash_of(kept.plan), is_alone=is_alone)


def approve_by_policy(store: Store, correction_id: str, why: str) -> None:
    """Let a correction be sent that the policy itself asks for."""
    with store.transaction() as cursor:
        kept = find(cursor, correction_id)
        move(cursor, kept, State.APPROVED, POLICY, why, plan_hash=hash_of(kept.plan), is_alone=True)


def reject(store: Store, correction_id: str, person: Person, why: str) -> None:
    """End a correction that was not sent yet; whoever proposed it may take it back.

    Raises `RightMissingError`, and `ReasonMissingError` where nobody says why.
    """
    if not why.strip():
        raise ReasonMissingError
    with store.transaction() as cursor:
        kept = find(cursor, correction_id)
        if not is_same_name(kept.proposed_by, person.name):
            require(person, Right.APPROVE)
        move(cursor, kept, State.REJECTED, person, why)


def done_by_hand(store: Store, correction_id: str, person: Person, why: str) -> None:
    """Say that the work of a manual correction is done; the next reconciliation tells whether it helped."""
    require(person, Right.SEND)
    with store.transaction() as cursor:
        kept = find(cursor, correction_id)
        if not plan_of(kept.plan).is_manual:
            raise ImpossibleMoveError(correction_id, kept.state, "done by hand: its requests are sent by Tieout")
        move(cursor, kept, State.APPLIED, person, why)


def move(cursor: Cursor, kept: Kept, state: State, person: Person, story: str, **data: Any) -> None:
    """Move a correction on, with its event. Raises `ImpossibleMoveError`, also where somebody was quicker."""
    check_move(kept.correction_id, State(kept.state), state)
    if not set_state(cursor, kept.correction_id, kept.state, state, story):
        check_move(kept.correction_id, State(find(cursor, kept.correction_id).state), state)
    _note(cursor, state, person, kept.correction_id, story, data)


def find(cursor: Cursor, correction_id: str) -> Kept:
    """A correction. Raises `UnknownCorrectionError`."""
    kept = read_correction(cursor, correction_id)
    if kept is None:
        raise UnknownCorrectionError(correction_id)
    return kept


def _note(cursor: Cursor, kind: str, person: Person, correction_id: str, why: str, data: dict[str, Any]) -> None:
    append_event(cursor, kind, who=person.name, role=person.role, why=why, correction_id=correction_id, data=data)
