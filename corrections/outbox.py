"""The outbox: approved corrections are sent from here, one after the other, and nothing else sends."""

import logging
import threading
import time
from collections.abc import Callable, Mapping

from corrections.guarding import guards_from
from corrections.plan import Step
from corrections.remote import Remote, rendered
from corrections.sending import PATIENCE, Outcome, StepSender
from corrections.standing import Standing, has_left
from corrections.states import UNDER_WAY, State, StepState
from corrections.verifying import ReadBack, read_back
from queries.ledger.corrections import KeptStep, in_states
from queries.store import Store
from sync.errors import RemoteError

logger = logging.getLogger(__name__)
_ENDS = {StepState.REFUSED: State.FAILED, StepState.LOST: State.FAILED, StepState.CONFLICTED: State.CONFLICTED}
_PART_STANDS = "What was sent before it stands; undo takes that back."
_TO_BE_SENT = (State.APPROVED, State.SENDING, State.UNKNOWN)
_NOT_APPROVED = (
    "Its plan is not the one that was approved, so nothing more was sent. Verify the audit, look at what was sent "
    "already, and plan it anew."
)
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
        one = Standing(self._store, correction_id)
        with _SENDING:
            state = one.state
            if one.plan.is_manual:
                return state
            if state in _TO_BE_SENT and not one.is_as_approved:
                return one.move(State.FAILED, _NOT_APPROVED)
            if state is State.APPROVED and not one.is_held_back:
                state = one.move(State.SENDING, "Its requests are sent one after the other.")
            is_sent_now = state is not State.APPLIED
            if state in (State.SENDING, State.UNKNOWN):
                state = self._send(one)
            if state is State.APPLIED:
                state = self._verify(one, is_sent_now=is_sent_now)
            return state

    def look_again(self, correction_id: str) -> State:
        """Read once more what became of a failed correction: a lost request may have been carried out late.

        Sends nothing. Returns where it stands: verified where all of it is found, else failed as before.
        """
        one = Standing(self._store, correction_id)
        with _SENDING:
            state = one.state
            if state is not State.FAILED or one.plan.is_manual:
                return state
            seen = self._read_back(one, self._patience)
            if seen.wrong or seen.pending:
                return state
            one.move(State.APPLIED, "It was carried out after all, later than was waited for.")
            return self._verify(one, is_sent_now=True)

    def _send(self, one: Standing) -> State:
        plan, kept = one.plan, one.steps
        sender = StepSender(self._store, one.correction_id, self._remotes, patience=self._patience, wait=self._wait)
        made: dict[int, str] = {}
        is_looked_at = False
        previous: Step | None = None
        for place, (before, planned) in enumerate(zip(kept, plan.steps, strict=True)):
            step, record_id = rendered(planned, made), before.record_id
            if before.state != StepState.APPLIED:
                # All of it is looked at before the first request: half a correction helps nobody, and what the first
                # ones bring about by themselves, such as a credit that Ordway applies, is no change of somebody else's.
                guards = () if is_looked_at else guards_from(plan, place, is_begun=one.is_begun)
                outcome = sender.carry_out(before, step, guards, previous)
                # What was so already was not sent, so that nothing is looked at yet.
                is_looked_at |= before.state == StepState.WAITING and has_left(one.steps[place])
                if outcome.state is not StepState.APPLIED:
                    return _not_applied(one, before, outcome, len(plan.steps))
                record_id = _applied(one, step, outcome)
            previous = step
            if record_id:
                made[before.position] = record_id
                one.keep_purposes(before.position, record_id)
        return one.move(State.APPLIED, one.carried_out)

    def _verify(self, one: Standing, *, is_sent_now: bool) -> State:
        try:
            seen = self._read_back(one, ())
            # What is worked on over there for long is looked at now and then, and keeps nobody else waiting.
            if seen.wrong or (seen.pending and is_sent_now):
                seen = self._read_back(one, self._patience)
        except RemoteError as error:
            logger.info("%s could not be read back yet: %s", one.correction_id, error)
            return State.APPLIED
        if seen.wrong:
            return one.move(State.FAILED, seen.story)
        if seen.pending:
            logger.info("%s is still being worked on over there: %s", one.correction_id, "; ".join(seen.pending))
            return State.APPLIED
        return one.move(State.VERIFIED, seen.story)

    def _read_back(self, one: Standing, patience: tuple[float, ...]) -> ReadBack:
        pairs = list(zip(one.plan.steps, one.steps, strict=True))
        return read_back(self._remotes, pairs, patience=patience, wait=self._wait)


def _applied(one: Standing, step: Step, outcome: Outcome) -> str | None:
    """The id of the record that a carried-out step made or changed. What was not known of it is known now."""
    if one.state is State.UNKNOWN:
        one.move(State.SENDING, "Reading told what became of the last request.")
    if step.is_removal:
        one.note_removed(step)
    return outcome.record_id


def _not_applied(one: Standing, kept: KeptStep, outcome: Outcome, count: int) -> State:
    told = f"Step {kept.position} of {count}: {outcome.story}"
    if outcome.state in _ENDS:
        is_part = any(before.attempts for before in one.steps[: kept.position - 1])
        return one.move(_ENDS[outcome.state], f"{told} {_PART_STANDS}" if is_part else told)
    wanted = State.UNKNOWN if outcome.state is StepState.SENDING else State.SENDING
    state = one.state
    return state if state is wanted else one.move(wanted, told)
