"""The audit: events that are only ever added, each holding the hash of the one before it.

What it proves: nobody changed, took out or cut off an event without making all that follow it anew. Since no secret is
in it, whoever can write to the file could do just that. Against them helps a head, the hash of the last event, that is
kept where they cannot reach it: as long as the chain contains it, every event up to it is as it was when it was noted.
A head says nothing of the events after it, of who really sat behind a name, or of whether what was told was true.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from queries.store import Cursor, Store


@dataclass(frozen=True)
class Head:
    """The last event of the chain: its number, 0 where there is none, and its hash."""

    sequence: int
    hash: str


COLUMNS = ("sequence", "happened_at", "kind", "correction_id", "who", "role", "why", "data", "previous_hash")
_APPEND = f"""
insert into ledger.audit_event by name
select {", ".join(f"${name} as {name}" for name in (*COLUMNS, "hash"))}
"""


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
    event["hash"] = event_hash(event)
    cursor.run(_APPEND, **event)
    cursor.run(
        "update ledger.audit_head set sequence = $sequence, hash = $hash", sequence=sequence + 1, hash=event["hash"]
    )


def head_of(store: Store) -> Head:
    """How the chain ends now."""
    with store.cursor() as cursor:
        return read_head(cursor)


def has_head(store: Store, told: str) -> bool:
    """Whether the chain contains an event with that hash: one that was its head once."""
    with store.cursor() as cursor:
        return bool(cursor.rows("select 1 from ledger.audit_event where hash = $told", told=told.strip().lower()))


def read_head(cursor: Cursor) -> Head:
    """How the chain ends, inside a reading of more; where that was taken out, as if there were no chain."""
    [(sequence, last)] = cursor.rows("select sequence, hash from ledger.audit_head") or [(0, "")]
    return Head(sequence, last)


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


def last_reason(cursor: Cursor, correction_id: str) -> str:
    """Why the last thing that happened to a correction did, '' where nothing has."""
    found = cursor.value(
        "select max_by(why, sequence) from ledger.audit_event where correction_id = $id", id=correction_id
    )
    return str(found or "")


def event_hash(event: Mapping[str, Any]) -> str:
    """The SHA-256 of every column of an event but the hash itself, each on a line of its own as JSON."""
    lines = (json.dumps([name, _plain(event[name])], ensure_ascii=False) for name in COLUMNS)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value
