"""Carrying out a reconciliation: working tables, rules, causes, and what became of each discrepancy."""

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from queries.reconcile import statements
from queries.reconcile.rulebook import rulebook
from queries.reconcile.scope import COVERS_UNTIL, look_at, remember_links, touched_accounts
from queries.reconcile.terms import Terms, set_terms
from queries.store import Cursor, Store

__all__ = ["Summary", "Terms", "made_of", "prepare", "reconcile", "reconcile_changes"]

_DAYS = ("grace_days", "late_days", "draft_days")
_STEPS = tuple(sorted((Path(__file__).parents[1] / "recon").glob("[0-9]*.sql")))


@dataclass(frozen=True)
class Summary:
    """How a reconciliation ended: how many accounts it looked at, and what became of the discrepancies."""

    run_id: str
    as_of: date
    accounts: int
    found: int
    opened: int
    reopened: int
    resolved: int


def reconcile(
    store: Store, as_of: date, terms: Terms | None = None, accounts: Collection[str] | None = None
) -> Summary:
    """Compare what was sold, billed and paid as of a day, for all accounts or for some, and keep what is found.

    Accounts that share a contract, a payment or a credit with one of those asked for are looked at too. All of it
    happens in one transaction: whatever goes wrong, the discrepancies stay as they were.
    """
    with store.spacious_transaction() as cursor:
        return _reconcile(cursor, as_of, terms or Terms(), accounts)


def reconcile_changes(store: Store, as_of: date, terms: Terms | None = None) -> Summary:
    """Reconcile the accounts that changed since the last time, with the same result as all of them.

    It is all of them when the day, the rules or their terms are others than then, or what all accounts share changed.
    """
    with store.spacious_transaction() as cursor:
        terms = terms or Terms()
        return _reconcile(cursor, as_of, terms, touched_accounts(cursor, as_of, made_of(terms)))


def prepare(cursor: Cursor, as_of: date, terms: Terms, accounts: Collection[str] | None) -> None:
    """Make the working tables that the rules read: what was sold, what is due, what was billed."""
    days = {name: getattr(terms, name) for name in _DAYS}
    limits = ", ".join(f"${name} as {name}" for name in days)
    cursor.run(f"create or replace temp table setting as select $as_of as as_of, {limits}", as_of=as_of, **days)
    set_terms(cursor, terms)
    look_at(cursor, accounts)
    for step in _STEPS:
        cursor.run(step.read_text(encoding="utf-8"))


def made_of(terms: Terms) -> str:
    """One hash of what is compared and how: every statement of reconciling, and the terms."""
    parts = [step.read_text(encoding="utf-8") for step in _STEPS] + [repr(one) for one in rulebook()] + [repr(terms)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _reconcile(cursor: Cursor, as_of: date, terms: Terms, accounts: Collection[str] | None) -> Summary:
    started_at = _now()
    covers_until = cursor.value(COVERS_UNTIL, now=started_at)
    prepare(cursor, as_of, terms, accounts)
    _find(cursor)
    summary = _keep(cursor, as_of)
    kept = asdict(summary) | {
        "started_at": started_at,
        "finished_at": _now(),
        "is_whole": accounts is None,
        "covers_until": covers_until,
        "made_of": made_of(terms),
    }
    columns = ", ".join(f"${name} as {name}" for name in kept)
    cursor.run(f"insert into ledger.reconciliation by name select {columns}", **kept)
    remember_links(cursor)
    return summary


def _find(cursor: Cursor) -> None:
    _name_rules(cursor)
    cursor.run(statements.EMPTY_FINDINGS)
    for rule in rulebook():
        cursor.run(statements.find(rule))
    cursor.run(statements.identify(rulebook()))
    cursor.run(statements.EMPTY_PARENTS)
    for precedence, cause in enumerate(rulebook()):
        for symptom in cause.explains:
            cursor.run(statements.hang_under(cause, symptom, precedence))
    cursor.run(statements.ROOTS)


def _name_rules(cursor: Cursor) -> None:
    titles = [{"code": one.code, "title": one.title, "precedence": at} for at, one in enumerate(rulebook())]
    cursor.run("delete from recon.rule")
    cursor.run("insert into recon.rule by name select unnest($titles, recursive := true)", titles=titles)


def _keep(cursor: Cursor, as_of: date) -> Summary:
    for sql in statements.NOT_CHECKED:
        cursor.run(sql)
    cursor.run(statements.FATES)
    for sql in statements.KEEP:
        cursor.run(sql, now=_now())
    fates = dict(cursor.rows("select kind, count(*) from fate group by kind"))
    return Summary(
        run_id=uuid.uuid4().hex,
        as_of=as_of,
        accounts=cursor.value("select count(*) from scope"),
        found=cursor.value("select count(*) from rooted"),
        opened=fates.get("found", 0),
        reopened=fates.get("reopened", 0),
        resolved=fates.get("resolved", 0),
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
