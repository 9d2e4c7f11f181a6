"""What people did by hand is judged like everything else: by what the next reconciliation finds."""

from corrections.life import find, move
from corrections.people import SENDER
from corrections.states import State
from queries.run import records
from queries.store import Store


def judge_by_hand(store: Store) -> list[str]:
    """End what was done by hand and has been pulled and reconciled since; the ids of what ended."""
    judged = records(store, "corrections/by_hand")
    for one in judged:
        state, story = _judgement(one["still_open"])
        with store.transaction() as cursor:
            move(cursor, find(cursor, one["correction_id"]), state, SENDER, story)
    return [one["correction_id"] for one in judged]


def _judgement(still_open: str) -> tuple[State, str]:
    if still_open:
        return State.FAILED, f"Pulled and reconciled since it was done, this is open still: {still_open}."
    return State.VERIFIED, "Pulled and reconciled since it was done: the data agree."
