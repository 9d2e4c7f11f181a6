"""One correction in the ledger as the sender meets it: where it stands, its plan, how far its requests have come."""

from corrections.life import find, move
from corrections.people import SENDER
from corrections.plan import Plan, Step, plan_of
from corrections.removed import note_removed
from corrections.states import State, StepState
from queries.ledger.audit import approved_hash, hash_of
from queries.ledger.batches import is_held_back
from queries.ledger.corrections import KeptStep, keep_purpose, read_steps
from queries.store import Store


class Standing:
    """A correction by its id, read anew each time it is asked. Raises `UnknownCorrectionError`."""

    def __init__(self, store: Store, correction_id: str) -> None:
        self._store = store
        self.correction_id = correction_id

    @property
    def state(self) -> State:
        """Where it stands now."""
        with self._store.cursor() as cursor:
            return State(find(cursor, self.correction_id).state)

    @property
    def plan(self) -> Plan:
        """What was proposed."""
        with self._store.cursor() as cursor:
            return plan_of(find(cursor, self.correction_id).plan)

    @property
    def steps(self) -> list[KeptStep]:
        """How far each of its requests has come, in their order."""
        with self._store.cursor() as cursor:
            return read_steps(cursor, self.correction_id)

    @property
    def is_as_approved(self) -> bool:
        """Whether its plan is the one that was approved."""
        with self._store.cursor() as cursor:
            return approved_hash(cursor, self.correction_id) == hash_of(find(cursor, self.correction_id).plan)

    @property
    def is_held_back(self) -> bool:
        """Whether its batch is paused; what is under way already is brought to its end all the same."""
        with self._store.cursor() as cursor:
            return is_held_back(cursor, self.correction_id)

    @property
    def is_begun(self) -> bool:
        """Whether a request of it really left."""
        return any(map(has_left, self.steps))

    @property
    def carried_out(self) -> str:
        """How many requests were sent, and how many were not needed, in words."""
        steps = self.steps
        if spared := sum(1 for one in steps if not one.attempts):
            return f"{len(steps) - spared} of {len(steps)} requests were carried out; of the others it was so already."
        return "Every request was carried out."

    def move(self, state: State, story: str) -> State:
        """Move it on, with the event, and return the state. Raises `ImpossibleMoveError`."""
        with self._store.transaction() as cursor:
            move(cursor, find(cursor, self.correction_id), state, SENDER, story)
        return state

    def note_removed(self, step: Step) -> None:
        """Keep that a record it removed is to be read again, since lists do not tell of it."""
        with self._store.transaction() as cursor:
            note_removed(cursor, step)

    def keep_purposes(self, position: int, record_id: str) -> None:
        """Keep what a record without a reference of ours was made for, once its id is known."""
        mark = f"{{made:{position}}}"
        meant = [one for one in self.plan.purposes if one.reference == mark]
        with self._store.transaction() as cursor:
            for purpose in meant:
                keep_purpose(cursor, correction_id=self.correction_id, reference=record_id, kind=purpose.kind)


def has_left(step: KeptStep) -> bool:
    """Whether the request of a step was sent; what was so already was not."""
    return step.state != StepState.WAITING and step.attempts > 0
