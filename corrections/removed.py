"""What a correction removed: the lists leave it out, so that the next pull has to ask for it by its id."""

from corrections.plan import Step
from queries.ledger.pending import note_pending
from queries.store import Cursor
from sync.pull import RESOURCES


def note_removed(cursor: Cursor, step: Step) -> None:
    """Have the next pull look after the record that a step removed; line items are looked after by their documents."""
    for one in RESOURCES:
        if step.target and (one.system, one.path) == (step.system, step.target.resource) and not one.documents:
            note_pending(cursor, one.system, one.name, "", [step.target.record_id])
