"""Decisions of people as events of the audit, told in the transaction that keeps them."""

from datetime import datetime

from queries.errors import DecisionRefusedError
from queries.ledger.audit import append_event
from queries.people import Person, Right, refusal
from queries.store import Cursor

_MADE = """
select kind, subject, value, who, why, decided_at
from ledger.decision
where kind = $kind and decided_at = $at
order by subject
"""
_ALL = "select kind, subject, value, who, why, decided_at from ledger.decision order by decided_at, kind, subject"


def require(person: Person, right: Right) -> None:
    """Raises `DecisionRefusedError` where the person may not."""
    if refused := refusal(person, right):
        raise DecisionRefusedError(refused)


def tell_decision(cursor: Cursor, kind: str, person: Person, why: str, at: datetime) -> None:
    """Tell the audit of what was just decided at an instant, by its kind in `ledger.decision`, if anything was."""
    if made := cursor.records(_MADE, kind=kind, at=at):
        append_event(cursor, kind, who=person.name, role=person.role, why=why, data={"decisions": made}, at=at)


def adopt_decisions(cursor: Cursor) -> None:
    """Tell the audit of every decision that was made before it was told of any."""
    if found := cursor.records(_ALL):
        why = "made before decisions were told to the audit"
        append_event(cursor, "decisions taken over", who="Tieout", role="system", why=why, data={"decisions": found})
