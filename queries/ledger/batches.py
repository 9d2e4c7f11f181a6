"""Keeping batches of corrections: what was proposed together, and whether it is held back."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime

from queries.store import Cursor


@dataclass(frozen=True)
class KeptBatch:
    """A batch as the ledger has it."""

    batch_id: str
    title: str
    why: str
    proposed_by: str
    is_paused: bool


_KEPT = ", ".join(field.name for field in fields(KeptBatch))


def keep_batch(cursor: Cursor, title: str, why: str, proposed_by: str) -> str:
    """Keep a new batch and return its id, such as `TB-00007`."""
    last = cursor.value("select max(batch_id[4:]::integer) from ledger.correction_batch")
    batch_id = f"TB-{(last or 0) + 1:05d}"
    cursor.run(
        "insert into ledger.correction_batch by name select $id as batch_id, $title as title, $why as why, "
        "$who as proposed_by, $now as proposed_at",
        id=batch_id,
        title=title,
        why=why,
        who=proposed_by,
        now=datetime.now(UTC).replace(tzinfo=None),
    )
    return batch_id


def read_batch(cursor: Cursor, batch_id: str) -> KeptBatch | None:
    """One batch, None where there is none of that id."""
    rows = cursor.rows(f"select {_KEPT} from ledger.correction_batch where batch_id = $id", id=batch_id)
    return KeptBatch(*rows[0]) if rows else None


def corrections_of(cursor: Cursor, batch_id: str) -> list[str]:
    """Ids of the corrections in a batch, in the order they were proposed."""
    rows = cursor.rows(
        "select correction_id from ledger.correction where batch_id = $id order by correction_id", id=batch_id
    )
    return [correction_id for (correction_id,) in rows]


def set_paused(cursor: Cursor, batch_id: str, *, is_paused: bool) -> None:
    """Hold a batch back, or let it go on."""
    cursor.run(
        "update ledger.correction_batch set is_paused = $is_paused where batch_id = $id",
        id=batch_id,
        is_paused=is_paused,
    )


def is_held_back(cursor: Cursor, correction_id: str) -> bool:
    """Whether a correction belongs to a batch that is paused."""
    return bool(
        cursor.value(
            "select is_paused from ledger.correction inner join ledger.correction_batch using (batch_id) "
            "where correction_id = $id",
            id=correction_id,
        )
    )
