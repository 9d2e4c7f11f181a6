"""What stands there instead of what was expected or planned, in words for whoever has to decide anew."""

import msgspec

from corrections.looking import Look
from corrections.plan import Change, Step
from corrections.records import differences
from queries.ledger.plan_words import field_name

WHAT_TO_DO = "Sync, look at what is still found, and plan it anew where it is still right."


def not_as_planned(step: Step, seen: Look) -> list[str]:
    """What is not as planned of a record that was read: its fields, its lines, what a run did not invoice."""
    if not seen.found and not seen.wrong:
        return [f"{step.says}: the record is not as planned"]
    wrong = differences(seen.found, step.changes, after=True)
    return [*(_told(step, one, seen, f"planned {one.after or 'empty'}") for one in wrong), *seen.wrong]


def conflict_before(step: Step, seen: Look) -> str:
    """Why a request was not sent: somebody changed its record, or made what it was to make, in another way."""
    if step.reference:
        return f"{_made(step, seen)} It was not sent. {_what_to_do(step, seen)}"
    return f"Somebody changed it meanwhile: {_instead(step, seen)} It was not sent. {WHAT_TO_DO}"


def conflict_after(step: Step, seen: Look) -> str:
    """What became of a request whose answer was lost, where it stands neither as before nor as planned."""
    if step.reference:
        return f"It was sent and its answer was lost. {_made(step, seen)} {_what_to_do(step, seen)}"
    told = f"It was sent and its answer was lost; now it stands otherwise: {_instead(step, seen)}"
    return f"{told} Whether ours was in force in between, nobody knows. {WHAT_TO_DO}"


def _made(step: Step, seen: Look) -> str:
    return f"{seen.record_id} is there, and not as planned: {'; '.join(not_as_planned(step, seen))}."


def _what_to_do(step: Step, seen: Look) -> str:
    system = step.system.capitalize()
    return (
        f"Look at {seen.record_id} in {system}: put it right or take it back there, sync, and plan what is left anew."
    )


def _instead(step: Step, seen: Look) -> str:
    if not seen.found:
        return f"{step.target.path if step.target else step.path} is not there any more."
    changed = differences(seen.found, step.changes, after=False)
    told = (_told(step, one, seen, f"expected {one.before or 'empty'}") for one in changed)
    return f"{'; '.join(told)}{seen.changed}."


def _told(step: Step, change: Change, seen: Look, wanted: str) -> str:
    name = field_name(msgspec.to_builtins(step), msgspec.to_builtins(change))
    return f"{name} is {seen.found.get(change.path) or 'empty'}, {wanted}"
