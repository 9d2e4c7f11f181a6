"""What a note or a task only tells about stays open; once it was told it need not be in the queue before its day."""

from datetime import date

from corrections.life import find
from corrections.people import Person, Right, require
from corrections.plan import plan_of
from corrections.states import State
from queries.ledger.decisions import snooze
from queries.store import Store


def snooze_until_due(store: Store, correction_id: str, person: Person) -> date | None:
    """Keep what a verified note or task is about out of the queue until the day it is due, and return that day.

    None where the correction is no such, or was not verified. Raises `RightMissingError`.
    """
    require(person, Right.DECIDE)
    with store.cursor() as cursor:
        kept = find(cursor, correction_id)
    plan = plan_of(kept.plan)
    if not plan.follows or plan.follow_up_on is None or kept.state != State.VERIFIED:
        return None
    day = date.fromisoformat(plan.follow_up_on)
    snooze(store, plan.follows, who=person, until=day)
    return day
