"""Reading back: whether everything a correction was to change stands there now."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from corrections.looking import Look, Verdict, look, look_at_made
from corrections.otherwise import not_as_planned
from corrections.plan import Step
from corrections.remote import Remote, rendered
from queries.ledger.corrections import KeptStep


@dataclass(frozen=True)
class ReadBack:
    """What differs from the plan, in words, and what is still worked on over there; both empty where all is so.

    `aside` is what is to be told all the same.
    """

    wrong: tuple[str, ...]
    pending: tuple[str, ...]
    aside: tuple[str, ...] = ()

    @property
    def story(self) -> str:
        """What is to be told of it, and what to do where it is not as planned."""
        if self.wrong:
            return f"Read back, it is not as planned: {'; '.join(self.wrong)}. Undo it or put it right there, and sync."
        return " ".join(("Read back: all of it stands there as planned.", *(f"{one}." for one in self.aside)))


def read_back(
    remotes: Mapping[str, Remote],
    steps: Sequence[tuple[Step, KeptStep]],
    *,
    patience: tuple[float, ...],
    wait: Callable[[float], object] = time.sleep,
) -> ReadBack:
    """How what stands there now compares with the plan. Raises `RemoteError`.

    Each step comes with what is kept of it: the id of the record it made or changed, and which alike were there before.
    What a later step changes again is judged there.
    """
    made = {number: kept.record_id for number, (_, kept) in enumerate(steps, start=1) if kept.record_id}
    wrong: list[str] = []
    pending: list[str] = []
    aside: list[str] = []
    for number, (step, kept) in enumerate(steps, start=1):
        later = [rendered(one, made) for one, _ in steps[number:]]
        mine = _not_changed_later(rendered(step, made), kept.record_id, later)
        if mine is None:
            continue
        seen = _until_right(remotes[step.system], mine, kept, patience, wait)
        if seen.verdict is Verdict.BUSY:
            pending.append(step.says)
        elif seen.verdict is not Verdict.AS_AFTER:
            wrong += not_as_planned(mine, seen)
        elif seen.aside:
            aside.append(seen.aside)
    return ReadBack(tuple(wrong), tuple(pending), tuple(aside))


def _not_changed_later(step: Step, record_id: str | None, later: Sequence[Step]) -> Step | None:
    """The step with only the fields that no later step touches; None where nothing of it is left to judge."""
    own = step.target.record_id if step.target else record_id
    mine = [one for one in later if one.target and one.target.record_id == own]
    if any(one.is_removal for one in mine):
        return None
    touched = {change.path for one in mine for change in one.changes}
    left = tuple(one for one in step.changes if one.path not in touched)
    # Lines that a later step changes are judged by what it says of them.
    lines = None if step.lines and any(one.startswith(step.lines.path) for one in touched) else step.lines
    is_told = bool(step.changes or step.lines)
    return None if is_told and not left and not lines else replace(step, changes=left, lines=lines)


def _until_right(
    remote: Remote, step: Step, kept: KeptStep, patience: tuple[float, ...], wait: Callable[[float], object]
) -> Look:
    """Read until it is as planned, or patience ends: some changes are worked on for a while."""
    seen = _look(remote, step, kept)
    for seconds in patience:
        if seen.verdict is Verdict.AS_AFTER:
            break
        wait(seconds)
        seen = _look(remote, step, kept)
    return seen


def _look(remote: Remote, step: Step, kept: KeptStep) -> Look:
    if step.reference and kept.record_id:
        return look_at_made(remote, step, kept.record_id)
    return look(remote, step, kept.known)
