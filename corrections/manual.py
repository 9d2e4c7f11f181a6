"""Corrections that people carry out by hand: the next comparison tells whether it helped."""

from corrections.life import find, move
from corrections.people import Person
from corrections.states import State
from queries.run import records
from queries.store import Store

RECONCILIATION = Person("the reconciliation", frozenset({"system"}))


def judge_manual(store: Store) -> dict[str, State]:
    """Verify what was done by hand and helped, and end what did not help; the state of each one judged, by id.

    Called after a reconciliation. What was not pulled and compared since it was done is left for the next one, unless
    nothing of it is found any more.
    """
    judged: dict[str, State] = {}
    for one in records(store, "corrections/judged_by_hand"):
        if one["is_resolved"]:
            judged[one["correction_id"]] = _end(
                store, one["correction_id"], State.VERIFIED, "What it settles is not found any more."
            )
        elif one["is_compared"]:
            story = f"It was done by hand, pulled and compared again, and is still found: {one['still_found']}."
            judged[one["correction_id"]] = _end(store, one["correction_id"], State.FAILED, story)
    return judged


def _end(store: Store, correction_id: str, state: State, story: str) -> State:
    with store.transaction() as cursor:
        move(cursor, find(cursor, correction_id), state, RECONCILIATION, story)
    return state
