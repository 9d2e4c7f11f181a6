"""Many corrections at once: looked at together, proposed for one reason as a batch, approved, paused, let go on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from corrections.approving import plans_of, refusal_to_approve, why_second
from corrections.errors import CorrectionError, ReasonMissingError, RightMissingError, UnknownCorrectionError
from corrections.life import approve, find, propose, reject
from corrections.people import Person, Right, require
from corrections.plan import Plan
from corrections.proposing import Desk, Preview, preview, why_second_at
from corrections.states import State
from queries.ledger.audit import append_event
from queries.ledger.batches import KeptBatch, corrections_of, keep_batch, read_batch, set_paused
from queries.store import Store
from sync.policy import Approval


@dataclass(frozen=True)
class Batch:
    """What became of proposing many: the batch, its corrections, and by discrepancy why others were refused."""

    batch_id: str
    correction_ids: tuple[str, ...]
    refused: Mapping[str, str] = field(default_factory=dict)


def preview_batch(desk: Desk, discrepancy_ids: Sequence[str], side: str) -> list[Preview]:
    """What would be proposed for each; what an earlier one settles along with its own is planned once."""
    found: list[Preview] = []
    settled: dict[str, str] = {}
    for one in discrepancy_ids:
        if one in settled:
            found.append(Preview(one, None, together_with=settled[one]))
            continue
        found.append(preview(desk, one, side))
        if plan := found[-1].plan:
            settled |= dict.fromkeys(plan.settles, one)
    return found


def propose_batch(store: Store, plans: Sequence[Plan], person: Person, why: str) -> Batch:
    """Propose plans as one batch; one that is refused does not stop the others.

    Raises `RightMissingError`, and `ReasonMissingError` where nobody says why.
    """
    require(person, Right.PROPOSE)
    if not why.strip():
        raise ReasonMissingError
    with store.transaction() as cursor:
        batch_id = keep_batch(cursor, _title(plans), why.strip(), person.name)
    proposed, refused = [], {}
    for plan in plans:
        try:
            proposed.append(propose(store, plan, person, why.strip(), batch_id=batch_id))
        except CorrectionError as error:
            refused[plan.settles[0] if plan.settles else plan.title] = str(error)
    return Batch(batch_id, tuple(proposed), refused)


def why_not_approve(store: Store, batch_id: str, person: Person, approval: Approval) -> str:
    """Why a person may not approve what waits in a batch, '' where they may."""
    proposer = _kept(store, batch_id).proposed_by
    with store.cursor() as cursor:
        together = corrections_of(cursor, batch_id)
        plans = plans_of(cursor, together)
        second = why_second(cursor, approval, (person.name, proposer), plans, together)
    return refusal_to_approve(person, {plan.kind for plan in plans}, {batch_id: proposer}, second)


def approve_batch(store: Store, batch_id: str, person: Person, approval: Approval, why: str = "") -> dict[str, str]:
    """Approve what waits in a batch; by correction, why one was refused.

    Where a second person has to approve it, nobody approves their own. Raises `RightMissingError`.
    """
    if refused := why_not_approve(store, batch_id, person, approval):
        raise RightMissingError(refused)
    return _each(store, batch_id, lambda one: approve(store, one, person, approval, why))


def reject_batch(store: Store, batch_id: str, person: Person, why: str) -> dict[str, str]:
    """Reject what waits in a batch; by correction, why one was refused."""
    return _each(store, batch_id, lambda one: reject(store, one, person, why))


def submit_batch(desk: Desk, plans: Sequence[Plan], why: str) -> Batch:
    """Propose plans as one batch and, where all of it is within the limits, approve it, so that it is sent."""
    batch = propose_batch(desk.store, plans, desk.person, why)
    if is_batch_sent_at_once(desk, plans):
        approve_batch(desk.store, batch.batch_id, desk.person, desk.approval)
    return batch


def is_batch_sent_at_once(desk: Desk, plans: Sequence[Plan]) -> bool:
    """Whether whoever proposes a batch approves it too."""
    return desk.person.may(Right.SEND) and not why_second_at(desk, plans)


def pause(store: Store, batch_id: str, person: Person) -> None:
    """Hold back what is not under way yet. Raises `RightMissingError`."""
    _hold(store, batch_id, person, is_paused=True)


def resume(store: Store, batch_id: str, person: Person) -> None:
    """Let a paused batch go on. Raises `RightMissingError`."""
    _hold(store, batch_id, person, is_paused=False)


def _hold(store: Store, batch_id: str, person: Person, *, is_paused: bool) -> None:
    require(person, Right.SEND)
    _kept(store, batch_id)
    kind = "batch paused" if is_paused else "batch resumed"
    with store.transaction() as cursor:
        set_paused(cursor, batch_id, is_paused=is_paused)
        append_event(cursor, kind, who=person.name, role=person.role, data={"batch": batch_id})


def _each(store: Store, batch_id: str, act: Callable[[str], None]) -> dict[str, str]:
    refused = {}
    for one in _waiting(store, batch_id):
        try:
            act(one)
        except CorrectionError as error:
            refused[one] = str(error)
    return refused


def _waiting(store: Store, batch_id: str) -> list[str]:
    with store.cursor() as cursor:
        return [one for one in corrections_of(cursor, batch_id) if find(cursor, one).state == State.PROPOSED]


def _kept(store: Store, batch_id: str) -> KeptBatch:
    with store.cursor() as cursor:
        found = read_batch(cursor, batch_id)
    if found is None:
        raise UnknownCorrectionError(batch_id)
    return found


def _title(plans: Sequence[Plan]) -> str:
    kinds = " and ".join(sorted({plan.kind.replace("_", " ") for plan in plans}))
    return f"{kinds.capitalize()}: {len(plans)} corrections"
