"""Closing a month: what is known and open is taken down and signed; opening one again. Nothing is ever rewritten."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from queries.errors import DecisionRefusedError
from queries.ledger.audited import require, tell_decision
from queries.people import Person, Right, is_same_name
from queries.store import Cursor, Store

# So many of the things that stand in the way are named in a refusal; the command line lists all, the page the first.
_NAMED = 3


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of closing, and whether whoever signs may accept it."""

    kind: str
    subject: str
    told: str
    is_acceptable: bool


_OBSTACLES = """
select kind, subject, told, is_acceptable
from model.month_obstacles($month, $as_of)
order by is_acceptable, kind, subject
"""
_CLOSING = """
insert into ledger.closing by name
select
    $closing_id as closing_id, $month as month, $as_of as as_of, $now as closed_at, $who as closed_by, $role as role,
    $note as note, compared.*,
    (select pulled_at from model.freshness where system = 'firmao') as firmao_pulled_at,
    (select pulled_at from model.freshness where system = 'ordway') as ordway_pulled_at
from model.comparison as compared
"""
_TAKEN_DOWN = (
    """
insert into ledger.closing_discrepancy by name
select
    $closing_id as closing_id, discrepancy_id, rule, title, severity, root_id, account_id, account_name, period_start,
    period_end, status, course, owner, due_on, waived_by, waived_why, waived_until, expected, actual, impact,
    under_collected, over_collected, currency, evidence, first_seen_at, resolved_at
from model.month_discrepancies($month, $as_of)
""",
    """
insert into ledger.closing_figure by name
select $closing_id as closing_id, *
from model.month_figures($month, $as_of)
""",
    """
insert into ledger.closing_day by name
select $closing_id as closing_id, *
from model.month_days($month, $as_of)
""",
    """
insert into ledger.closing_accepted by name
select $closing_id as closing_id, kind, subject, told
from model.month_obstacles($month, $as_of)
where is_acceptable
""",
)
_HOLDS = "select closing_id, closed_by from ledger.closed_month where month = $month"
_REOPENING = "insert into ledger.reopening values ($closing_id, $now, $who, $why)"


def close_month(
    store: Store,
    month: date,
    *,
    who: Person,
    note: str,
    accepted: Collection[str] = (),
    seen: Mapping[str, str] | None = None,
    as_of: date,
) -> str:
    """Close a month, named by its first day: take down how all that concerns it stands on a day, and sign it.

    `accepted` are the subjects of what stands in the way and may be accepted; each has to be among them. `seen` is what
    whoever signs was told of them, which has to be so still. Returns the id of the closing.
    Raises `DecisionRefusedError`, also where the person has not the right; then nothing is kept.
    """
    require(who, Right.CLOSE)
    name, reason, now = _required(who.name, "who closes"), _required(note, "what the sign-off rests on"), _now()
    with store.transaction() as cursor:
        _refuse_closed(cursor, month)
        left = _refuse_barring(month, _obstacles(cursor, month, as_of))
        _refuse_unaccepted(month, left, accepted)
        _refuse_changed(month, left, seen or {})
        closing_id = _next_id(cursor, month)
        what = {"closing_id": closing_id, "month": month, "as_of": as_of}
        cursor.run(_CLOSING, **what, now=now, who=name, role=who.role, note=reason)
        for statement in _TAKEN_DOWN:
            cursor.run(statement, **what)
        tell_decision(cursor, "month closed", who, reason, now)
    return closing_id


def reopen_month(store: Store, month: date, *, who: Person, why: str) -> str:
    """Open a closed month again, by somebody else than who signed it; what was taken down stays.

    Returns the id of the closing. Raises `DecisionRefusedError`.
    """
    require(who, Right.CLOSE)
    name, reason, now = _required(who.name, "who reopens"), _required(why, "why the month is opened again"), _now()
    with store.transaction() as cursor:
        holding = cursor.rows(_HOLDS, month=month)
        if not holding:
            raise DecisionRefusedError(f"{told(month)} is not closed; nothing was changed.")
        [(closing_id, closed_by)] = holding
        if is_same_name(closed_by, name):
            raise DecisionRefusedError(
                f"{name} closed {told(month)}, and nobody opens their own again. Ask a colleague; nothing was changed."
            )
        cursor.run(_REOPENING, closing_id=closing_id, now=now, who=name, why=reason)
        tell_decision(cursor, "month reopened", who, reason, now)
    return str(closing_id)


def told(month: date) -> str:
    """A month in words: `October 2026`."""
    return f"{month:%B %Y}"


def _refuse_closed(cursor: Cursor, month: date) -> None:
    if month.day != 1:
        raise DecisionRefusedError(f"A month is named by its first day, not by {month}; nothing was closed.")
    for _, closed_by in cursor.rows(_HOLDS, month=month):
        raise DecisionRefusedError(f"{told(month)} was closed by {closed_by} already; nothing was changed.")


def _obstacles(cursor: Cursor, month: date, as_of: date) -> list[Obstacle]:
    return [Obstacle(*row) for row in cursor.rows(_OBSTACLES, month=month, as_of=as_of)]


def _refuse_barring(month: date, obstacles: Sequence[Obstacle]) -> list[Obstacle]:
    """What is left to be accepted, where nothing else stands in the way."""
    if barring := [one for one in obstacles if not one.is_acceptable]:
        raise DecisionRefusedError(f"{told(month)} cannot be closed yet. {_listed(barring)} Nothing was closed.")
    return list(obstacles)


def _refuse_unaccepted(month: date, left: Sequence[Obstacle], accepted: Collection[str]) -> None:
    if others := [one for one in left if one.subject not in accepted]:
        raise DecisionRefusedError(
            f"{told(month)} cannot be closed: whoever signs has to accept each of what is left. Not accepted: "
            f"{_listed(others)} Nothing was closed."
        )


def _refuse_changed(month: date, left: Sequence[Obstacle], seen: Mapping[str, str]) -> None:
    """Nobody signs for another amount than the one on their screen."""
    if changed := [one for one in left if seen.get(one.subject, one.told) != one.told]:
        raise DecisionRefusedError(
            f"{told(month)} was not closed: what is left has changed while it was looked at. {_listed(changed)} "
            "Look at it again."
        )


def _listed(obstacles: Sequence[Obstacle]) -> str:
    named = [f"{one.told.rstrip('.')} ({one.subject})." for one in obstacles[:_NAMED]]
    rest = len(obstacles) - _NAMED
    return " ".join([*named, *([f"And {rest} more."] if rest > 0 else [])])


def _next_id(cursor: Cursor, month: date) -> str:
    before = cursor.value("select count(*) from ledger.closing where month = $month", month=month)
    return f"{month:%Y-%m}/{before + 1}"


def _required(text: str, what: str) -> str:
    if not text.strip():
        raise DecisionRefusedError(f"Say {what}; nothing was changed.")
    return text.strip()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
