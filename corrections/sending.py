"""Sending one step: a fresh read before, the intent kept before it leaves, and a lost answer settled by reading."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from corrections.guarding import Ground, ground_of
from corrections.looking import Look, Verdict, known_before, look
from corrections.otherwise import WHAT_TO_DO, conflict_after, conflict_before
from corrections.people import SENDER
from corrections.plan import Guard, Step
from corrections.remote import Remote, made_id
from corrections.states import StepState
from queries.ledger.audit import append_event, last_reason
from queries.ledger.corrections import KeptStep, set_step
from queries.ledger.others import made_since
from queries.store import Store
from sync.errors import (
    BrokenServerError,
    NotSentError,
    OverloadedError,
    RemoteError,
    UnansweredError,
    UnreachableError,
)
from sync.http import Written

# Seconds between the readings that settle an answer that was lost, or a change that is still being worked on.
PATIENCE = (0.5, 2.0, 5.0, 10.0, 20.0, 30.0)
_MOST_ATTEMPTS = 8
# A system that has a problem of its own, and comes back.
_AWAY = (UnreachableError, BrokenServerError, OverloadedError)
_LOST = "It left, its answer was lost, and reading shows no trace of it. It is not sent again: plan it anew."


@dataclass(frozen=True)
class Outcome:
    """How a step ended: its state, and what is to be told of it. `waiting` and `sending` are tried again later."""

    state: StepState
    story: str
    record_id: str | None = None


class StepSender:
    """Carries out the steps of one correction."""

    def __init__(
        self,
        store: Store,
        correction_id: str,
        remotes: Mapping[str, Remote],
        *,
        patience: tuple[float, ...] = PATIENCE,
        wait: Callable[[float], object] = time.sleep,
    ) -> None:
        self._store = store
        self._id = correction_id
        self._remotes = remotes
        self._patience = patience
        self._wait = wait

    def carry_out(
        self, kept: KeptStep, step: Step, guards: Sequence[Guard] = (), previous: Step | None = None
    ) -> Outcome:
        """Bring a step to its end. What left once, now or before a crash, is never sent again.

        It is not sent where a record among `guards` is not as the plan saw it. A record is made only once what the
        `previous` step changed is in force: an invoice would be of the old terms.
        """
        if kept.state == StepState.SENDING:
            return self._settle(kept, step)
        try:
            known = known_before(self._remotes[step.system], step)
            seen = self._worked_on(step, previous) or self._fresh(step, known)
            ground = ground_of(self._remotes, guards, self._made()) if seen.verdict is Verdict.AS_BEFORE else Ground()
        except RemoteError as error:
            return self._unread(kept, error)
        if seen.verdict is Verdict.BUSY or ground.is_busy:
            return self._postpone(kept, "The record is being worked on over there; it is tried again.")
        if ground.changed:
            return self._end(kept, StepState.CONFLICTED, _moved(ground), Look(Verdict.OTHERWISE, ground.found))
        if seen.verdict is Verdict.AS_BEFORE:
            return self._send(replace(kept, found=json.dumps(sorted(known)) if known else None), step)
        return self._end_unsent(kept, step, seen)

    def _made(self) -> frozenset[str]:
        with self._store.cursor() as cursor:
            return made_since(cursor, self._id)

    def _end_unsent(self, kept: KeptStep, step: Step, seen: Look) -> Outcome:
        if seen.verdict is Verdict.AS_AFTER:
            # Whatever was tried before was not carried out, so nothing of it is ours.
            return self._end(kept, StepState.APPLIED, "It was so already; nothing was sent.", seen, attempts=0)
        return self._end(kept, StepState.CONFLICTED, conflict_before(step, seen), seen)

    def _worked_on(self, step: Step, previous: Step | None) -> Look | None:
        """The record changed before, where one is to be made next and the change is not in force yet."""
        if not (step.reference and previous and previous.target):
            return None
        seen = self._fresh(previous)
        return seen if seen.verdict is Verdict.BUSY else None

    def _fresh(self, step: Step, known: frozenset[str] = frozenset()) -> Look:
        """What stands there now; a record that is worked on over there is waited for."""
        seen = look(self._remotes[step.system], step, known)
        for seconds in self._patience:
            if seen.verdict is not Verdict.BUSY:
                break
            self._wait(seconds)
            seen = look(self._remotes[step.system], step, known)
        return seen

    def _send(self, kept: KeptStep, step: Step) -> Outcome:
        """The intent is kept before the request leaves, with the records alike that are there already."""
        request = json.dumps({"method": step.method, "path": step.path, "body": step.body}, ensure_ascii=False)
        told = {"request": request, "attempts": kept.attempts + 1, "found": kept.found}
        self._keep(kept, StepState.SENDING, "sending", step.says, **told)
        try:
            written = self._remotes[step.system].send(step)
        except (NotSentError, OverloadedError) as error:
            return self._postpone(kept, str(error))
        except UnansweredError as error:
            self._keep(kept, StepState.SENDING, "answer lost", str(error))
            return self._settle(kept, step)
        except RemoteError as error:
            return self._end(kept, StepState.REFUSED, str(error), Look(Verdict.AS_BEFORE))
        return self._answered(kept, step, written)

    def _answered(self, kept: KeptStep, step: Step, written: Written) -> Outcome:
        answer = f"{written.status} {written.body.decode('utf-8', 'replace')}"
        record_id = made_id(written) if step.reference else (step.target.record_id if step.target else None)
        if step.reference and record_id is None:
            self._keep(kept, StepState.SENDING, "answered", "The answer does not name what was made.", answer=answer)
            return self._settle(kept, step)
        self._keep(kept, StepState.APPLIED, "answered", step.says, answer=answer, record_id=record_id)
        return Outcome(StepState.APPLIED, step.says, record_id)

    def _settle(self, kept: KeptStep, step: Step) -> Outcome:
        """Tell by reading what became of a request whose answer is not known."""
        seen: Look | None = None
        reason = ""
        for seconds in (0.0, *self._patience):
            self._wait(seconds)
            try:
                seen = look(self._remotes[step.system], step, kept.known)
            except RemoteError as error:
                # What was read before tells nothing any more: only the last reading counts.
                seen, reason = None, str(error)
                continue
            if seen.verdict is Verdict.AS_AFTER:
                return self._end(kept, StepState.APPLIED, "The answer was lost; reading shows that it was done.", seen)
        if seen is None or seen.verdict is Verdict.BUSY:
            return Outcome(StepState.SENDING, f"Whether it was done is not known yet. {reason}".strip())
        if seen.verdict is Verdict.AS_BEFORE:
            return self._end(kept, StepState.LOST, _LOST, seen)
        return self._end(kept, StepState.CONFLICTED, conflict_after(step, seen), seen)

    def _unread(self, kept: KeptStep, error: RemoteError) -> Outcome:
        """Nothing was tried: it waits for as long as the system is away, which is told once."""
        reason = f"It could not be read before sending: {error}"
        if not isinstance(error, _AWAY):
            return self._postpone(kept, reason)
        with self._store.cursor() as cursor:
            is_told = last_reason(cursor, self._id) == reason
        if not is_told:
            self._keep(kept, StepState.WAITING, "postponed", reason)
        return Outcome(StepState.WAITING, reason)

    def _postpone(self, kept: KeptStep, reason: str) -> Outcome:
        """Nothing was carried out, so it may be tried again, a bounded number of times."""
        attempts = kept.attempts + 1
        if attempts >= _MOST_ATTEMPTS:
            told = f"It was tried {attempts} times and never carried out. {reason}"
            return self._end(kept, StepState.REFUSED, told, Look(Verdict.AS_BEFORE))
        self._keep(kept, StepState.WAITING, "postponed", reason, attempts=attempts)
        return Outcome(StepState.WAITING, reason)

    def _end(self, kept: KeptStep, state: StepState, story: str, seen: Look, **told: object) -> Outcome:
        found = json.dumps(dict(seen.found), ensure_ascii=False) if seen.found else None
        self._keep(kept, state, state.value, story, found=found, record_id=seen.record_id, **told)
        return Outcome(state, story, seen.record_id)

    def _keep(self, kept: KeptStep, state: StepState, kind: str, story: str, **told: object) -> None:
        with self._store.transaction() as cursor:
            set_step(cursor, self._id, kept.position, state, **told)
            append_event(
                cursor,
                f"step {kind}",
                who=SENDER.name,
                role=SENDER.role,
                why=story,
                correction_id=self._id,
                data={"step": kept.position} | {name: value for name, value in told.items() if value is not None},
            )


def _moved(ground: Ground) -> str:
    return f"Somebody changed what it rests on: {'; '.join(ground.changed)}. It was not sent. {WHAT_TO_DO}"
