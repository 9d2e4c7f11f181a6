"""What a person may do with a batch of corrections: approve or reject what waits, hold it back, let it go on."""

from collections.abc import Callable, Mapping

from corrections import bulk
from corrections.approving import plans_of
from corrections.errors import refusal_of
from corrections.offers import ASKS_REJECTED, Offer, Row, sent
from corrections.people import Right, is_same_name, refusal
from corrections.proposing import Desk
from corrections.undoing.no_way_back import without_way_back_among
from queries.ledger.batches import corrections_of
from sync.worker import PullWorker


def for_batch(desk: Desk, worker: PullWorker, batch: Row) -> list[Offer]:
    """With a batch: approve or reject what waits, hold it back or let it go on."""
    return [*_deciding(desk, worker, batch), *_holding(desk, worker, batch)]


def why_lasting(desk: Desk, batch: Row) -> str:
    """Of a batch that waits for approval, what of it cannot be taken back, '' where all can or nothing waits."""
    if not batch["count_waiting"]:
        return ""
    with desk.store.cursor() as cursor:
        return without_way_back_among(plans_of(cursor, corrections_of(cursor, batch["batch_id"])))


def _deciding(desk: Desk, worker: PullWorker, batch: Row) -> list[Offer]:
    if not batch["count_waiting"]:
        return []
    batch_id, person = batch["batch_id"], desk.person

    def allow(why: str) -> str:
        return _together(lambda: bulk.approve_batch(desk.store, batch_id, person, desk.approval, why)) or sent(worker)

    def refuse(why: str) -> str:
        return _together(lambda: bulk.reject_batch(desk.store, batch_id, person, why))

    is_own = is_same_name(batch["proposed_by"], person.name)
    missing = bulk.why_not_approve(desk.store, batch_id, person, desk.approval)
    return [
        Offer(f"Approve {batch['count_waiting']:,}", allow, missing=missing, is_main=True),
        Offer(
            f"{'Take back' if is_own else 'Reject'} {batch['count_waiting']:,}",
            refuse,
            ASKS_REJECTED,
            "" if is_own else refusal(person, Right.APPROVE),
        ),
    ]


def _holding(desk: Desk, worker: PullWorker, batch: Row) -> list[Offer]:
    if not batch["count_waiting"] + batch["count_under_way"]:
        return []

    def hold(_: str) -> str:
        return refusal_of(lambda: bulk.pause(desk.store, batch["batch_id"], desk.person))

    def go_on(_: str) -> str:
        return refusal_of(lambda: bulk.resume(desk.store, batch["batch_id"], desk.person)) or sent(worker)

    missing = refusal(desk.person, Right.SEND)
    return [Offer("Go on", go_on, missing=missing) if batch["is_paused"] else Offer("Pause", hold, missing=missing)]


def _together(act: Callable[[], Mapping[str, str]]) -> str:
    """Why some or all of it was refused, each reason once."""
    reasons: list[str] = []
    refused = refusal_of(lambda: reasons.extend(act().values()))
    return refused or " ".join(dict.fromkeys(reasons))
