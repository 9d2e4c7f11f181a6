"""What a correction rests on without changing it, read again before anything is sent."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from corrections.looking import is_busy
from corrections.plan import Guard, Plan, Seen, Step
from corrections.records import ALL, is_same, last_change, value_at
from corrections.remote import Record, Remote

# By which an invoice names the run that made it.
_MADE_BY = "billing_run_id"


@dataclass(frozen=True)
class Ground:
    """How what steps rest on stands: what was changed in words, what was found by record and field."""

    changed: tuple[str, ...] = ()
    found: Mapping[str, str | None] = field(default_factory=dict)
    is_busy: bool = False


def guards_from(plan: Plan, place: int, *, is_begun: bool) -> tuple[Guard, ...]:
    """Everything that the steps from one on rest on; before the first request all that the plan was reckoned from too.

    Records that an earlier step changes are left out: it did, or it was so already.
    """
    own = [guard for later in range(place, len(plan.steps)) for guard in _guards_at(plan.steps, later)]
    whole = () if is_begun else _unless_changed(plan.rests_on, plan.steps[:place])
    return together((*whole, *own))


def together(guards: Iterable[Guard]) -> tuple[Guard, ...]:
    """Each record once, with everything that was seen of it."""
    merged: dict[str, Guard] = {}
    for one in guards:
        known = merged.setdefault(one.place, one)
        merged[one.place] = replace(known, seen=tuple(dict.fromkeys((*known.seen, *one.seen))))
    return tuple(merged.values())


def _guards_at(steps: tuple[Step, ...], place: int) -> Iterator[Guard]:
    return _unless_changed(steps[place].guards, steps[:place])


def _unless_changed(guards: Iterable[Guard], earlier: Iterable[Step]) -> Iterator[Guard]:
    targets = [(one.system, one.target) for one in earlier if one.target]
    records = {(system, target.path) for system, target in targets}
    lists = {(system, target.resource) for system, target in targets}
    for one in guards:
        own, changed = (one.target.resource, lists) if one.among else (one.target.path, records)
        if (one.system, own) not in changed:
            yield one


def ground_of(remotes: Mapping[str, Remote], guards: Iterable[Guard], ours: Collection[str] = ()) -> Ground:
    """What steps rest on as it is now, beside what the plan saw. Raises `RemoteError`.

    That a credit or payment among `ours` was applied meanwhile, or that a billing run among them made an invoice, is no
    change of somebody else's.
    """
    changed: list[str] = []
    found: dict[str, str | None] = {}
    for guard in guards:
        record = _read(remotes[guard.system], guard, ours)
        if record is not None and is_busy(record):
            return Ground(is_busy=True)
        changed += _changed(guard, record, ours)
        found |= {key_of(guard, one): value_at(record, one.path) for one in guard.seen}
    return Ground(tuple(changed), found)


def key_of(guard: Guard, seen: Seen) -> str:
    """The name of a field of a record that is rested on: `invoices/INV-00912 balance`."""
    return f"{guard.target.path} {seen.path}"


def _read(remote: Remote, guard: Guard, ours: Collection[str]) -> Record | None:
    """The record or, of a list, all that are in it but for those that our own billing runs made."""
    if guard.among is None:
        return remote.read(guard.target.resource, guard.target.record_id)
    listed = (one for one in remote.search(guard.among) if one.get("deleted") is not True)
    return {guard.target.resource: [one for one in listed if value_at(one, _MADE_BY) not in ours]}


def _changed(guard: Guard, record: Record | None, ours: Collection[str]) -> Iterator[str]:
    if record is None:
        yield f"{guard.target.path} is not there any more"
        return
    whom = f" of {guard.target.path}" if guard.among is None else ""
    by = _by_whom(guard, record, ours)
    for one in guard.seen:
        now = value_at(record, one.path)
        if not _is_as_seen(one, now, ours):
            yield f"{one.meaning or one.path}{whom} {_told(one, now)}{by}"


def _told(seen: Seen, now: str | None) -> str:
    """From what to what it was changed; of ids, which came and which went."""
    if not _is_of_all(seen):
        return f"is {now or 'empty'}, it was {seen.value or 'empty'} when this was planned"
    before, after = _ids(seen.value), _ids(now)
    told = [("there are new ones: ", after - before), ("these are gone: ", before - after)]
    return "are others than when this was planned, " + ", ".join(
        words + ", ".join(sorted(ids)) for words, ids in told if ids
    )


def _by_whom(guard: Guard, record: Record, ours: Collection[str]) -> str:
    """Who changed a record last, and when, as far as its system tells."""
    if guard.target.record_id in ours:
        return " (changed by another correction meanwhile)"
    return last_change(record)


def _is_as_seen(seen: Seen, now: str | None, ours: Collection[str]) -> bool:
    if _is_of_all(seen):
        return _ids(seen.value) - set(ours) == _ids(now) - set(ours)
    return is_same(now, seen.value)


def _is_of_all(seen: Seen) -> bool:
    return seen.path.endswith(f"[{ALL}]")


def _ids(told: str | None) -> set[str]:
    return set(filter(None, (told or "").split(", ")))
