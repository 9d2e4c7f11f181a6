"""What the steps of a correction rest on without changing it, read again before anything is sent."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corrections.looking import is_busy
from corrections.plan import Guard, Seen, Step
from corrections.records import ALL, is_same, value_at
from corrections.remote import Record, Remote


@dataclass(frozen=True)
class Ground:
    """How what steps rest on stands: what was changed in words, what was found by record and field."""

    changed: tuple[str, ...] = ()
    found: Mapping[str, str | None] = field(default_factory=dict)
    is_busy: bool = False


def guards_from(steps: Sequence[Step], place: int) -> tuple[Guard, ...]:
    """Everything that the steps from one on rest on, each once."""
    return tuple(dict.fromkeys(guard for later in range(place, len(steps)) for guard in _guards_at(steps, later)))


def _guards_at(steps: Sequence[Step], place: int) -> tuple[Guard, ...]:
    """What one of the steps rests on, but for records that an earlier one of them changes itself."""
    earlier = {(one.system, one.target.path) for one in steps[:place] if one.target}
    return tuple(one for one in steps[place].guards if (one.system, one.target.path) not in earlier)


def ground_of(remotes: Mapping[str, Remote], guards: Iterable[Guard], ours: Collection[str] = ()) -> Ground:
    """What steps rest on as it is now, beside what the plan saw. Raises `RemoteError`.

    That a credit or payment among `ours` was applied meanwhile is no change of somebody else's.
    """
    changed: list[str] = []
    found: dict[str, str | None] = {}
    for guard in guards:
        record = remotes[guard.system].read(guard.target.resource, guard.target.record_id)
        if record is not None and is_busy(record):
            return Ground(is_busy=True)
        changed += _changed(guard, record, ours)
        found |= {key_of(guard, one): value_at(record, one.path) for one in guard.seen}
    return Ground(tuple(changed), found)


def key_of(guard: Guard, seen: Seen) -> str:
    """The name of a field of a record that is rested on: `invoices/INV-00912 balance`."""
    return f"{guard.target.path} {seen.path}"


def _changed(guard: Guard, record: Record | None, ours: Collection[str]) -> Iterator[str]:
    if record is None:
        yield f"{guard.target.path} is not there any more"
        return
    for one in guard.seen:
        now = value_at(record, one.path)
        if not _is_as_seen(one, now, ours):
            was = f"it was {one.value or 'empty'} when this was planned"
            yield f"{one.meaning or one.path} of {guard.target.path} is {now or 'empty'}, {was}"


def _is_as_seen(seen: Seen, now: str | None, ours: Collection[str]) -> bool:
    if not seen.path.endswith(f"[{ALL}]"):
        return is_same(now, seen.value)
    before, after = (set((told or "").split(", ")) - {"", *ours} for told in (seen.value, now))
    return before == after
