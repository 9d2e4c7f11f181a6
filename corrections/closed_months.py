"""Closed months: which of them plans touch, so that no one alone changes what was signed."""

from collections.abc import Iterable, Sequence
from datetime import date

from corrections.people import Right, right_to
from corrections.plan import Plan
from queries.ledger.closed_months import closed_months_of
from queries.store import Cursor

_UNDO = "undo_"


def why_closed(cursor: Cursor, plans: Iterable[Plan]) -> str:
    """Why a second person has to approve plans because of a closed month, '' where they touch none."""
    months = sorted({month for plan in plans if _moves_something(plan) for month in _touched(cursor, plan)})
    if not months:
        return ""
    named = " and ".join(f"{month:%B %Y}" for month in months)
    return f"It touches {named}, which {'is' if len(months) == 1 else 'are'} closed, so a second person approves it."


def _moves_something(plan: Plan) -> bool:
    """Publishing and telling somebody change nothing that was signed."""
    return right_to(Right.SEND, plan.kind.removeprefix(_UNDO)) == Right.SEND


def _touched(cursor: Cursor, plan: Plan) -> Sequence[date]:
    """What is taken back names no discrepancies, so all of its account counts."""
    is_undo = plan.kind.startswith(_UNDO)
    return closed_months_of(
        cursor,
        discrepancies=[*plan.settles, *plan.follows],
        days=[date.fromisoformat(one.period_start) for one in plan.purposes if one.period_start],
        account_id=plan.account_id if is_undo else None,
    )
