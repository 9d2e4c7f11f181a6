"""That nothing is put right twice: neither while it is under way, nor before a comparison has seen that it was."""

from collections.abc import Collection

from corrections.errors import NotPlannableError
from queries.ledger.others import open_for, settled_unseen, undone_by
from queries.store import Cursor


def refuse_twice(cursor: Cursor, discrepancy_ids: Collection[str]) -> None:
    """Raises `NotPlannableError` where one of these discrepancies has a correction whose end is not seen yet."""
    if others := open_for(cursor, discrepancy_ids):
        raise NotPlannableError(f"Correction {others[0]} of the same discrepancy is under way. Wait for its end.")
    if others := settled_unseen(cursor, discrepancy_ids):
        raise NotPlannableError(
            f"Correction {others[0]} put it right just now, which was not pulled and compared yet. Sync first; what is "
            "found then can be corrected."
        )


def refuse_undone(cursor: Cursor, correction_id: str) -> None:
    """Raises `NotPlannableError` where another correction takes this one back already, or is about to."""
    if other := undone_by(cursor, correction_id):
        raise NotPlannableError(f"Correction {other} takes {correction_id} back already.")
