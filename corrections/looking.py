"""What reading tells about a step: that it may be sent, that it is carried out already, or that others changed it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from corrections.lines import lines_otherwise
from corrections.plan import Step
from corrections.records import differences, found_in, last_change, value_at
from corrections.remote import Record, Remote
from corrections.runs import is_empty_run, left_to_invoice

# A record in one of these states is being worked on over there: it is read again later.
_BUSY = {"validating", "queued", "in progress", "processing"}


class Verdict(Enum):
    """How the target of a step stands to its plan."""

    AS_BEFORE = auto()
    AS_AFTER = auto()
    OTHERWISE = auto()
    BUSY = auto()


@dataclass(frozen=True)
class Look:
    """What was read: the verdict, the values of the planned fields by path, the record's id where one was found.

    `wrong` says in words what else of a made record is not as planned: its lines, a run that left something. `aside` is
    what is to be told although all is as planned. `changed` tells who changed the record last and when, where known.
    """

    verdict: Verdict
    found: Mapping[str, str | None] = field(default_factory=dict)
    record_id: str | None = None
    wrong: tuple[str, ...] = ()
    aside: str = ""
    changed: str = ""


def known_before(remote: Remote, step: Step) -> frozenset[str]:
    """Ids of the records that already hold what ours will hold, where it carries no reference of ours."""
    if step.reference is None or step.reference.is_own:
        return frozenset()
    return frozenset(value_at(one, "id") or "" for one in remote.search(step.reference))


def look(remote: Remote, step: Step, known: frozenset[str] = frozenset()) -> Look:
    """Read what a step is about, as it is now; a record `known` before is not ours. Raises `RemoteError`."""
    if step.reference:
        ours = (one for one in remote.search(step.reference) if value_at(one, "id") not in known)
        return _look_for(remote, ours, step)
    if step.target is None:
        raise ValueError(f"{step.says}: there is nothing to read")
    record = remote.read(step.target.resource, step.target.record_id)
    if step.is_removal:
        return _look_at_removed(record, step)
    return _look_at(record, step, step.target.record_id)


def look_at_made(remote: Remote, step: Step, record_id: str) -> Look:
    """Read a record that a step made, by its id: `AS_AFTER` where it holds what it is to hold."""
    resource = step.reference.resource if step.reference else step.path.split("/")[0]
    record = remote.read(resource, record_id)
    if record is None:
        return Look(Verdict.OTHERWISE)
    return _judged_made(remote, record, step, record_id)


def is_busy(record: Record) -> bool:
    """Whether a record is being worked on over there, so that what it holds now tells nothing."""
    return (value_at(record, "status") or "").lower() in _BUSY


def _look_for(remote: Remote, ours: Iterable[Record], step: Step) -> Look:
    """The record that is as planned, else the first that carries what ours does; as before where there is none."""
    first: Look | None = None
    for record in ours:
        seen = _judged_made(remote, record, step, value_at(record, "id"))
        if seen.verdict is Verdict.AS_AFTER:
            return seen
        first = first or seen
    return first or Look(Verdict.AS_BEFORE)


def _look_at_removed(record: Record | None, step: Step) -> Look:
    if record is None:
        return Look(Verdict.AS_AFTER)
    # Some records say that they are not deleted, others say nothing of it.
    kept = tuple(one for one in step.changes if one.path != "deleted")
    found = found_in(record, kept)
    is_as_before = not differences(found, kept, after=False)
    return Look(Verdict.AS_BEFORE if is_as_before else Verdict.OTHERWISE, found, changed=last_change(record))


def _look_at(record: Record | None, step: Step, record_id: str) -> Look:
    if record is None:
        return Look(Verdict.OTHERWISE)
    judged = _judged(record, step, record_id)
    if judged.verdict is Verdict.OTHERWISE and not differences(judged.found, step.changes, after=False):
        return Look(Verdict.AS_BEFORE, judged.found, record_id)
    return judged


def _judged_made(remote: Remote, record: Record, step: Step, record_id: str | None) -> Look:
    seen = _judged(record, step, record_id)
    return _judged_run(remote, seen, step) if is_empty_run(record, step) and not is_busy(record) else seen


def _judged_run(remote: Remote, seen: Look, step: Step) -> Look:
    """A run that invoiced nothing is as planned only where nothing was left to invoice."""
    if not (left := left_to_invoice(remote, step)):
        return replace(seen, aside=f"{seen.record_id} invoiced nothing: by then nothing was left to invoice")
    told = f"{seen.record_id} invoiced nothing, though what is ready from {left[0]} on is not invoiced: look in Ordway"
    return replace(seen, verdict=Verdict.OTHERWISE, wrong=(*seen.wrong, told))


def _judged(record: Record, step: Step, record_id: str | None) -> Look:
    found = found_in(record, step.changes)
    wrong = lines_otherwise(record, step.lines) if step.lines else ()
    if not wrong and not differences(found, step.changes, after=True):
        return Look(Verdict.AS_AFTER, found, record_id)
    verdict = Verdict.BUSY if is_busy(record) else Verdict.OTHERWISE
    return Look(verdict, found, record_id, wrong, changed=last_change(record))
