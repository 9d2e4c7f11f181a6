"""Signing a rep's statement of commission: what is paid for a month is taken down, and never changed again."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from queries.errors import DecisionRefusedError
from queries.extracts.commission import COMMISSION
from queries.ledger.audited import require, tell_decision
from queries.people import Person, Right, is_same_name
from queries.store import Cursor, Store

_SIGNED = "select month, signed_by from ledger.commission_statement where rep = $rep order by month"
_SUMS = """
select currency, sum(amount)::decimal(38, 4)
from model.commission_statement($rep, $month, last_day($month))
where (kind = 'brought forward') = $is_before
group by currency
"""
_STATEMENT = """
insert into ledger.commission_statement
values ($statement_id, $rep, $month, last_day($month), $now, $who, $role, $note)
"""
_LINES = """
insert into ledger.commission_statement_line by name
select $statement_id as statement_id, *
from model.commission_statement($rep, $month, last_day($month))
"""


def sign_statement(
    store: Store,
    rep: str,
    month: date,
    *,
    who: Person,
    note: str,
    seen: Mapping[str, Decimal],
    brought_forward: Mapping[str, Decimal],
    as_of: date,
) -> str:
    """Sign what a rep is paid for a month, named by its first day, once it is over; the id of the statement.

    `seen` is what whoever signs was told it comes to, by currency, and `brought_forward` what was released before and
    is not paid by a rep's first one; they have to come to that still. Nobody signs their own. After a rep's first one,
    months are signed one after the other, so that each amount is paid in one of them.
    Raises `DecisionRefusedError`, also where the person has not the right; then nothing is kept.
    """
    require(who, Right.SIGN)
    if is_same_name(who.name, rep):
        raise DecisionRefusedError("Nobody signs their own commission: another person has to. Nothing was signed.")
    name, reason, now = _required(who.name, "who signs"), _required(note, "what the sign-off rests on"), _now()
    COMMISSION.bring_up_to_date(store, waits=True)
    with store.transaction() as cursor:
        _refuse_month(cursor, rep, month, as_of)
        _refuse_changed(cursor, rep, month, seen, is_before=False)
        _refuse_changed(cursor, rep, month, brought_forward, is_before=True)
        what = {"statement_id": f"{rep} {month:%Y-%m}", "rep": rep, "month": month}
        # Before the statement itself is there, or its own lines would count as signed.
        cursor.run(_LINES, **what)
        cursor.run(_STATEMENT, **what, now=now, who=name, role=who.role, note=reason)
        tell_decision(cursor, "statement signed", who, reason, now)
    return str(what["statement_id"])


def _refuse_month(cursor: Cursor, rep: str, month: date, as_of: date) -> None:
    if month.day != 1 or _next(month) > as_of:
        raise DecisionRefusedError(f"{_told(month)} is not over; nothing was signed.")
    signed = dict(cursor.rows(_SIGNED, rep=rep))
    if month in signed:
        raise DecisionRefusedError(f"{_told(month)} was signed by {signed[month]} already; nothing was changed.")
    if signed and month != _next(max(signed)):
        raise DecisionRefusedError(f"{_told(_next(max(signed)))} is to be signed first; nothing was signed.")


def _refuse_changed(cursor: Cursor, rep: str, month: date, told: Mapping[str, Decimal], *, is_before: bool) -> None:
    if dict(cursor.rows(_SUMS, rep=rep, month=month, is_before=is_before)) != dict(told):
        raise DecisionRefusedError("The statement has changed meanwhile. Look at it again; nothing was signed.")


def _required(text: str, what: str) -> str:
    if not text.strip():
        raise DecisionRefusedError(f"Say {what}; nothing was changed.")
    return text.strip()


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _told(month: date) -> str:
    return f"{month:%B %Y}"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
