"""The audit: events that are only ever added, each holding the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from queries.store import Cursor, Store


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold, and what is wrong there."""

    sequence: int
    what: str


_COLUMNS = ("sequence", "happened_at", "kind", "correction_id", "who", "role", "why", "data", "previous_hash")
_APPEND = f"""
insert into ledger.audit_event by name
select {", ".join(f"${name} as {name}" for name in (*_COLUMNS, "hash"))}
"""
_IN_ORDER = f"select {', '.join(_COLUMNS)}, hash from ledger.audit_event order by sequence"


def append_event(
    cursor: Cursor,
    kind: str,
    *,
    who: str,
    role: str,
    why: str = "",
    correction_id: str | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Add an event inside the transaction of what it tells about."""
    [(sequence, previous)] = cursor.rows("select sequence, hash from ledger.audit_head")
    event: dict[str, Any] = {
        "sequence": sequence + 1,
        "happened_at": datetime.now(UTC).replace(tzinfo=None),
        "kind": kind,
        "correction_id": correction_id,
        "who": who,
        "role": role,
        "why": why,
        "data": json.dumps(data or {}, ensure_ascii=False, sort_keys=True, default=str),
        "previous_hash": previous,
    }
    event["hash"] = _hash(event)
    cursor.run(_APPEND, **event)
    cursor.run(
        "update ledger.audit_head set sequence = $sequence, hash = $hash", sequence=sequence + 1, hash=event["hash"]
    )


def find_break(store: Store) -> Break | None:
    """The first place where an event was changed, taken out or cut off; None where the whole chain holds."""
    with store.cursor() as cursor:
        events = cursor.records(_IN_ORDER)
        [(length, last)] = cursor.rows("select sequence, hash from ledger.audit_head")
    found = next(_breaks(events), None)
    if found or (len(events) == length and (not events or events[-1]["hash"] == last)):
        return found
    return Break(len(events) + 1, f"the chain ends after {len(events)} events, and {length} were kept")


def hash_of(text: str) -> str:
    """The SHA-256 of a text: what was approved is told from anything else by it."""
    return hashlib.sha256(text.encode()).hexdigest()


def approved_hash(cursor: Cursor, correction_id: str) -> str | None:
    """The hash of the plan that was approved, None where none was."""
    found = cursor.value(
        "select max_by(data ->> '$.plan_hash', sequence) from ledger.audit_event "
        "where correction_id = $id and kind = 'approved'",
        id=correction_id,
    )
    return None if found is None else str(found)


def _breaks(events: list[dict[str, Any]]) -> Iterator[Break]:
    previous = ""
    for expected, event in enumerate(events, start=1):
        told = event["hash"]
        if event["sequence"] != expected:
            yield Break(expected, f"event {expected} is missing")
        elif event["previous_hash"] != previous:
            yield Break(expected, f"event {expected} does not follow the one before it")
        elif _hash({name: event[name] for name in _COLUMNS}) != told:
            yield Break(expected, f"event {expected} was changed after it was kept")
        previous = told


def _hash(event: dict[str, Any]) -> str:
    """Of every column but the hash itself, each on a line of its own as JSON."""
    lines = (json.dumps([name, _plain(event[name])], ensure_ascii=False) for name in _COLUMNS)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value
