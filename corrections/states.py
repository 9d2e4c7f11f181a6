"""The states of a correction and of its steps, and which follows which."""

from enum import StrEnum

from corrections.errors import ImpossibleMoveError


class State(StrEnum):
    """Where a correction stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SENDING = "sending"
    UNKNOWN = "unknown"
    APPLIED = "applied"
    VERIFIED = "verified"
    REJECTED = "rejected"
    CONFLICTED = "conflicted"
    FAILED = "failed"


class StepState(StrEnum):
    """Where one request of a correction stands."""

    WAITING = "waiting"
    SENDING = "sending"
    APPLIED = "applied"
    REFUSED = "refused"
    CONFLICTED = "conflicted"
    LOST = "lost"


_FOLLOWS: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.APPROVED, State.REJECTED}),
    # Straight to applied where a person does it by hand, to failed where the plan is not the one that was approved.
    State.APPROVED: frozenset({State.SENDING, State.REJECTED, State.APPLIED, State.FAILED}),
    State.SENDING: frozenset({State.UNKNOWN, State.APPLIED, State.CONFLICTED, State.FAILED}),
    State.UNKNOWN: frozenset({State.SENDING, State.APPLIED, State.CONFLICTED, State.FAILED}),
    State.APPLIED: frozenset({State.VERIFIED, State.FAILED}),
    # What was taken for lost may still show up: only reading can tell, and nothing is sent.
    State.FAILED: frozenset({State.APPLIED}),
    State.VERIFIED: frozenset(),
    State.REJECTED: frozenset(),
    State.CONFLICTED: frozenset(),
}
ENDED = frozenset({State.VERIFIED, State.REJECTED, State.CONFLICTED, State.FAILED})
# What the sender takes up, in this order: what is under way already is brought to its end first.
UNDER_WAY = (State.SENDING, State.UNKNOWN, State.APPLIED, State.APPROVED)


def check_move(correction_id: str, state: State, wanted: State) -> None:
    """Raises `ImpossibleMoveError` where one state does not follow the other."""
    if wanted not in _FOLLOWS[state]:
        raise ImpossibleMoveError(correction_id, state, wanted)
