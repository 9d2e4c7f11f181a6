"""The audit: events that are only ever added, each holding the hash of the one before it.

What it proves: nobody changed, took out or cut off an event without making all that follow it anew. Since no secret is
in it, whoever can write to the file could do just that. Against them helps a head, the hash of the last event, that is
kept where they cannot reach it: as long as the chain contains it, every event up to it is as it was when it was noted.
A head says nothing of the events after it, of who really sat behind a name, or of whether what was told was true.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from queries.store import Cursor, Store


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold, and what is wrong there; None where it holds and what it tells of does not."""

    sequence: int | None
    what: str


@dataclass(frozen=True)
class Head:
    """The last event of the chain: its number, 0 where there is none, and its hash."""

    sequence: int
    hash: str


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
    at: datetime | None = None,
) -> None:
    """Add an event inside the transaction of what it tells about, which happened now or at an instant, UTC."""
    [(sequence, previous)] = cursor.rows("select sequence, hash from ledger.audit_head")
    event: dict[str, Any] = {
        "sequence": sequence + 1,
        "happened_at": at or datetime.now(UTC).replace(tzinfo=None),
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
    """The first place where an event was changed, taken out or cut off, or a decision that is not as it was told.

    None where the whole chain holds, and the decisions of people are those it tells of.
    """
    with store.cursor() as cursor:
        events = cursor.records(_IN_ORDER)
        head = _head(cursor)
        decision = _differing_decision(cursor)
    found = next(_breaks(events), None)
    if found is None and (len(events), events[-1]["hash"] if events else "") != (head.sequence, head.hash):
        return Break(len(events) + 1, f"the chain ends after {len(events)} events, and {head.sequence} were kept")
    return found or decision


def head_of(store: Store) -> Head:
    """How the chain ends now."""
    with store.cursor() as cursor:
        return _head(cursor)


def has_head(store: Store, told: str) -> bool:
    """Whether the chain contains an event with that hash: one that was its head once."""
    with store.cursor() as cursor:
        return bool(cursor.rows("select 1 from ledger.audit_event where hash = $told", told=told.strip().lower()))


def _head(cursor: Cursor) -> Head:
    [(sequence, last)] = cursor.rows("select sequence, hash from ledger.audit_head")
    return Head(sequence, last)


_TAKEN_OUT = "from ledger.decision_told except all from ledger.decision order by all limit 1"
_NOT_TOLD = "from ledger.decision except all from ledger.decision_told order by all limit 1"


def _differing_decision(cursor: Cursor) -> Break | None:
    for statement, wrong in (
        (_TAKEN_OUT, "was changed or taken out after it was told"),
        (_NOT_TOLD, "stands in the store and no event tells of it"),
    ):
        for one in cursor.records(statement):
            what = f"the decision “{one['kind']}” about {one['subject']} by {one['who']}, {one['decided_at']}, {wrong}"
            return Break(None, what)
    return None


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
