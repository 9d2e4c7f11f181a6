"""What other corrections there are beside one: under way, of the same discrepancies, not seen to their end."""

from collections.abc import Collection

from queries.store import Cursor


def open_for(cursor: Cursor, discrepancy_ids: Collection[str]) -> list[str]:
    """Ids of corrections of these discrepancies that have not ended."""
    rows = cursor.rows(
        "select distinct correction_id from ledger.correction_discrepancy "
        "inner join ledger.correction using (correction_id) where discrepancy_id in (select unnest($ids)) "
        "and state in ('proposed', 'approved', 'sending', 'unknown', 'applied') order by correction_id",
        ids=list(discrepancy_ids),
    )
    return [correction_id for (correction_id,) in rows]


def settled_unseen(cursor: Cursor, discrepancy_ids: Collection[str]) -> list[str]:
    """Ids of corrections that settled some of these by requests, and of which no comparison knows yet."""
    rows = cursor.rows(
        "select distinct correction_id from ledger.correction_discrepancy "
        "inner join ledger.correction using (correction_id) semi join ledger.correction_step using (correction_id) "
        "anti join model.compared_correction using (correction_id) "
        "where discrepancy_id in (select unnest($ids)) and state = 'verified' order by correction_id",
        ids=list(discrepancy_ids),
    )
    return [correction_id for (correction_id,) in rows]


def is_any_unsettled(cursor: Cursor) -> bool:
    """Whether of some correction it is not known yet what became of its requests."""
    return bool(
        cursor.value(
            "select count(*) from ledger.correction semi join ledger.correction_step using (correction_id) "
            "where state in ('sending', 'unknown', 'applied')"
        )
    )


def made_since(cursor: Cursor, correction_id: str) -> frozenset[str]:
    """Ids of the records that corrections made or changed since one of them was proposed."""
    rows = cursor.rows(
        "select distinct record_id from ledger.correction_step where record_id is not null and changed_at >= "
        "(select proposed_at from ledger.correction where correction_id = $id)",
        id=correction_id,
    )
    return frozenset(record_id for (record_id,) in rows)


def undone_by(cursor: Cursor, correction_id: str) -> str | None:
    """The correction that takes this one back, or is about to; None where none does."""
    found = cursor.value(
        "select min(correction_id) from ledger.correction "
        "where undoes = $id and state not in ('rejected', 'failed', 'conflicted')",
        id=correction_id,
    )
    return None if found is None else str(found)


def is_compared(cursor: Cursor, correction_id: str) -> bool:
    """Whether what both systems hold was pulled and compared since a correction moved on last."""
    return bool(
        cursor.value("select count(*) from model.compared_correction where correction_id = $id", id=correction_id)
    )
