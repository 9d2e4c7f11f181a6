"""The outbox: approved corrections are sent from here, one after the other, and nothing else sends."""

import logging
import threading
import time
from collections.abc import Callable, Mapping

from corrections.guarding import guards_from
from corrections.life import find, move
from corrections.people import SENDER
from corrections.plan import Plan, Step, plan_of
from corrections.remote import Remote, rendered
from corrections.removed import note_removed
from corrections.sending import PATIENCE, Outcome, StepSender
from corrections.states import UNDER_WAY, State, StepState
from corrections.verifying import ReadBack, read_back
from queries.ledger.audit import approved_hash, hash_of
from queries.ledger.batches import is_held_back
from queries.ledger.corrections import KeptStep, in_states, keep_purpose, read_steps
from queries.store import Store
from sync.errors import RemoteError

logger = logging.getLogger(__name__)
_ENDS = {StepState.REFUSED: State.FAILED, StepState.LOST: State.FAILED, StepState.CONFLICTED: State.CONFLICTED}
_NOT_APPROVED = "Its plan is not the one that was approved, so nothing was sent. Plan it anew, and verify the audit."
# One sender at a time, also where a page and the worker ask for it together. Other processes are kept out by the store.
_SENDING = threading.Lock()


class Outbox:
    """Sends what was approved to the systems behind `remotes`."""

    def __init__(
        self,
        store: Store,
        remotes: Mapping[str, Remote],
        *,
        patience: tuple[float, ...] = PATIENCE,
        wait: Callable[[float], object] = time.sleep,
        stop: threading.Event | None = None,
    ) -> None:
        self._store = store
        self._remotes = remotes
        self._patience = patience
        self._wait = wait
        self._stop = stop or threading.Event()

    def work_off(self, watch: Callable[[str, State], None] = lambda *_: None) -> dict[str, State]:
        """Carry on with everything under way and send everything approved; the state each came to, by id.

        One that fails does not stop the others.
        """
        ended: dict[str, State] = {}
        with self._store.cursor() as cursor:
            waiting = in_states(cursor, UNDER_WAY)
        for correction_id in waiting:
            if self._stop.is_set():
                break
            try:
                ended[correction_id] = self.carry_on(correction_id)
            except Exception:
                # It stays where it is, and whoever reads the log knows why; the others must not wait for that.
                logger.exception("%s could not be carried on", correction_id)
                continue
            watch(correction_id, ended[correction_id])
        return ended

    def carry_on(self, correction_id: str) -> State:
        """Bring one correction as far as it comes now, and return where it stands."""
        with _SENDING:
            state = self._state(correction_id)
            if self._plan(correction_id).is_manual:
                return state
            if state is State.APPROVED and not self._is_as_approved(correction_id):
                return self._move(correction_id, State.FAILED, _NOT_APPROVED)
            if state is State.APPROVED and not self._is_held_back(correction_id):
                state = self._move(correction_id, State.SENDING, "Its requests are sent one after the other.")
            is_sent_now = state is not State.APPLIED
            if state in (State.SENDING, State.UNKNOWN):
                state = self._send(correction_id)
            if state is State.APPLIED:
                state = self._verify(correction_id, is_sent_now=is_sent_now)
            return state

    def look_again(self, correction_id: str) -> State:
        """Read once more what became of a failed correction: a lost request may have been carried out late.

        Sends nothing. Returns where it stands: verified where all of it is found, else failed as before.
        """
        with _SENDING:
            state = self._state(correction_id)
            if state is not State.FAILED or self._plan(correction_id).is_manual:
                return state
            seen = self._read_back(correction_id, self._patience)
            if seen.wrong or seen.pending:
                return state
            self._move(correction_id, State.APPLIED, "It was carried out after all, later than was waited for.")
            return self._verify(correction_id, is_sent_now=True)

    def _send(self, correction_id: str) -> State:
        plan, kept = self._plan(correction_id), self._steps(correction_id)
        sender = StepSender(self._store, correction_id, self._remotes, patience=self._patience, wait=self._wait)
        made: dict[int, str] = {}
        is_looked_at = False
        previous: Step | None = None
        for place, (one, planned) in enumerate(zip(kept, plan.steps, strict=True)):
            step, record_id = rendered(planned, made), one.record_id
            if one.state != StepState.APPLIED:
                # All of it is looked at before the first request: half a correction helps nobody, and what the first
                # ones bring about by themselves, such as a credit that Ordway applies, is no change of somebody else's.
                guards = () if is_looked_at else guards_from(plan, place, is_begun=self._is_begun(correction_id))
                outcome = sender.carry_out(one, step, guards, previous)
                # What was so already was not sent, so that nothing is looked at yet.
                is_looked_at = is_looked_at or (one.state == StepState.WAITING and self._has_left(correction_id, place))
                if outcome.state is not StepState.APPLIED:
                    return self._not_applied(correction_id, one, outcome, len(plan.steps))
                self._go_on(correction_id)
                if step.is_removal:
                    self._note_removed(step)
                record_id = outcome.record_id
            previous = step
            if record_id:
                made[one.position] = record_id
                self._keep_purposes(correction_id, plan, one.position, record_id)
        return self._move(correction_id, State.APPLIED, self._carried_out(correction_id))

    def _has_left(self, correction_id: str, place: int) -> bool:
        """Whether the request of a step was sent, now or before."""
        step = self._steps(correction_id)[place]
        return step.state != StepState.WAITING and step.attempts > 0

    def _is_begun(self, correction_id: str) -> bool:
        """Whether any of its requests was sent."""
        return any(self._has_left(correction_id, place) for place in range(len(self._steps(correction_id))))

    def _carried_out(self, correction_id: str) -> str:
        """How many requests were sent, and how many were not needed."""
        steps = self._steps(correction_id)
        if spared := sum(1 for one in steps if not one.attempts):
            return f"{len(steps) - spared} of {len(steps)} requests were carried out; of the others it was so already."
        return "Every request was carried out."

    def _note_removed(self, step: Step) -> None:
        with self._store.transaction() as cursor:
            note_removed(cursor, step)

    def _go_on(self, correction_id: str) -> None:
        """What was not known of a step is known now."""
        if self._state(correction_id) is State.UNKNOWN:
            self._move(correction_id, State.SENDING, "Reading told what became of the last request.")

    def _not_applied(self, correction_id: str, kept: KeptStep, outcome: Outcome, count: int) -> State:
        told = f"Step {kept.position} of {count}: {outcome.story}"
        if outcome.state in _ENDS:
            return self._move(correction_id, _ENDS[outcome.state], told)
        wanted = State.UNKNOWN if outcome.state is StepState.SENDING else State.SENDING
        state = self._state(correction_id)
        return state if state is wanted else self._move(correction_id, wanted, told)

    def _keep_purposes(self, correction_id: str, plan: Plan, position: int, record_id: str) -> None:
        """What a record without a reference of ours was made for is kept once its id is known."""
        mark = f"{{made:{position}}}"
        with self._store.transaction() as cursor:
            for purpose in plan.purposes:
                if purpose.reference == mark:
                    keep_purpose(cursor, correction_id=correction_id, reference=record_id, kind=purpose.kind)

    def _verify(self, correction_id: str, *, is_sent_now: bool) -> State:
        try:
            seen = self._read_back(correction_id, ())
            # What is worked on over there for long is looked at now and then, and keeps nobody else waiting.
            if seen.wrong or (seen.pending and is_sent_now):
                seen = self._read_back(correction_id, self._patience)
        except RemoteError as error:
            logger.info("%s could not be read back yet: %s", correction_id, error)
            return State.APPLIED
        if seen.wrong:
            return self._move(correction_id, State.FAILED, f"Read back, it is not as planned: {'; '.join(seen.wrong)}.")
        if seen.pending:
            logger.info("%s is still being worked on over there: %s", correction_id, "; ".join(seen.pending))
            return State.APPLIED
        return self._move(correction_id, State.VERIFIED, "Read back: all of it stands there as planned.")

    def _read_back(self, correction_id: str, patience: tuple[float, ...]) -> ReadBack:
        pairs = list(zip(self._plan(correction_id).steps, self._steps(correction_id), strict=True))
        return read_back(self._remotes, pairs, patience=patience, wait=self._wait)

    def _is_as_approved(self, correction_id: str) -> bool:
        with self._store.cursor() as cursor:
            return approved_hash(cursor, correction_id) == hash_of(find(cursor, correction_id).plan)

    def _state(self, correction_id: str) -> State:
        with self._store.cursor() as cursor:
            return State(find(cursor, correction_id).state)

    def _is_held_back(self, correction_id: str) -> bool:
        """What is under way already is brought to its end all the same."""
        with self._store.cursor() as cursor:
            return is_held_back(cursor, correction_id)

    def _plan(self, correction_id: str) -> Plan:
        with self._store.cursor() as cursor:
            return plan_of(find(cursor, correction_id).plan)

    def _steps(self, correction_id: str) -> list[KeptStep]:
        with self._store.cursor() as cursor:
            return read_steps(cursor, correction_id)

    def _move(self, correction_id: str, state: State, story: str) -> State:
        with self._store.transaction() as cursor:
            move(cursor, find(cursor, correction_id), state, SENDER, story)
        return state
