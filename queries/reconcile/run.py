"""Carrying out a reconciliation: working tables, rules, causes, and what became of each discrepancy."""

import hashlib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from queries.migrate import VIEWS
from queries.reconcile import statements
from queries.reconcile.rulebook import rulebook
from queries.reconcile.scope import (
    COVERED,
    EVERYBODY,
    SCOPE_STEPS,
    join_records,
    look_at,
    remember_links,
    touched_accounts,
)
from queries.reconcile.terms import Terms, set_terms
from queries.store import Cursor, Store

__all__ = ["Summary", "Terms", "due_and_billed", "prepare", "prepare_due_and_billed", "reconcile", "reconcile_changes"]

_DAYS = ("grace_days", "late_days", "draft_days")
_READ_HOW = """
select 'firmao' as system, resource, fingerprint from firmao.watermark
union all
select 'ordway', resource, fingerprint from ordway.watermark
order by system, resource
"""
_STEPS = tuple(sorted((Path(__file__).parents[1] / "recon").glob("[0-9]*.sql")))
# Those up to the lines of invoices; the others hold what is due against what was billed.
_DUE_AND_BILLED = tuple(step for step in _STEPS if step.stem <= "05_invoice_line")


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


@dataclass(frozen=True)
class _Run:
    """What a reconciliation is asked for. Whatever changes in the cache after it began may not be in it."""

    as_of: date
    terms: Terms
    began_at: datetime


def reconcile(
    store: Store, as_of: date, terms: Terms | None = None, accounts: Collection[str] | None = None
) -> Summary:
    """Compare what was sold, billed and paid as of a day, for all accounts or for some, and keep what is found.

    Accounts that share a contract, a payment or a credit with one of those asked for are looked at too. All of it
    happens in one transaction: whatever goes wrong, the discrepancies stay as they were.
    """
    run = _Run(as_of, terms or Terms(), _now())
    with store.spacious_transaction() as cursor:
        join_records(cursor)
        summary = _compare(cursor, run, accounts)
        _record(cursor, run, summary, is_whole=accounts is None)
        if accounts is None:
            _remember(cursor, run, summary)
    return summary


def reconcile_changes(store: Store, as_of: date, terms: Terms | None = None) -> Summary:
    """Reconcile the accounts that changed since the last time, with the same result as all of them.

    It is all of them when the day, the rules or their terms are others than then, or what all accounts share changed.
    """
    run = _Run(as_of, terms or Terms(), _now())
    with store.spacious_transaction() as cursor:
        what = _made_of(cursor, run.terms)
        join_records(cursor, what)
        touched = touched_accounts(cursor, as_of, what)
        summary = _compare(cursor, run, touched)
        _record(cursor, run, summary, is_whole=touched is None)
        _remember(cursor, run, summary)
    return summary


def prepare(cursor: Cursor, as_of: date, terms: Terms, accounts: Collection[str] | None) -> None:
    """Make the working tables that the rules read: what was sold, what is due, what was billed."""
    join_records(cursor)
    _make_tables(cursor, as_of, terms, accounts)


def prepare_due_and_billed(cursor: Cursor, as_of: date, terms: Terms) -> None:
    """Make, for all accounts, those working tables alone that say what is due and what was billed."""
    join_records(cursor)
    _make_tables(cursor, as_of, terms, None, _DUE_AND_BILLED)


def due_and_billed() -> tuple[str, ...]:
    """The scripts of these tables, in order: what they say of a store in which everybody is looked at.

    `setting` and what the terms are read from are there before.
    """
    return (*EVERYBODY, *(step.read_text(encoding="utf-8") for step in _DUE_AND_BILLED))


def _made_of(cursor: Cursor, terms: Terms) -> str:
    """One hash of what is compared and how: every statement of reconciling, the model it reads, the terms, and how the
    records were read: another field may mean what is compared, and they keep their stamps.
    """
    files = (*VIEWS, *SCOPE_STEPS, *_STEPS)
    parts = [file.read_text(encoding="utf-8") for file in files] + [repr(one) for one in rulebook()] + [repr(terms)]
    parts += [repr(one) for one in cursor.rows(_READ_HOW)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _make_tables(
    cursor: Cursor, as_of: date, terms: Terms, accounts: Collection[str] | None, steps: Sequence[Path] = _STEPS
) -> None:
    days = {name: getattr(terms, name) for name in _DAYS}
    limits = ", ".join(f"${name} as {name}" for name in days)
    cursor.run(f"create or replace temp table setting as select $as_of as as_of, {limits}", as_of=as_of, **days)
    set_terms(cursor, terms)
    look_at(cursor, accounts)
    for step in steps:
        cursor.run(step.read_text(encoding="utf-8"))


def _compare(cursor: Cursor, run: _Run, accounts: Collection[str] | None) -> Summary:
    _make_tables(cursor, run.as_of, run.terms, accounts)
    _find(cursor)
    return _keep(cursor, run.as_of)


def _record(cursor: Cursor, run: _Run, summary: Summary, *, is_whole: bool) -> None:
    kept = asdict(summary) | {
        "started_at": run.began_at,
        "finished_at": _now(),
        "is_whole": is_whole,
        "made_of": _made_of(cursor, run.terms),
    }
    columns = ", ".join(f"${name} as {name}" for name in kept)
    cursor.run(f"insert into ledger.reconciliation by name select {columns}", **kept)


def _remember(cursor: Cursor, run: _Run, summary: Summary) -> None:
    """Next time it is enough to look at what changes from now on."""
    remember_links(cursor)
    cursor.run(COVERED, now=run.began_at, run_id=summary.run_id)


def _find(cursor: Cursor) -> None:
    _name_rules(cursor)
    cursor.run(statements.EMPTY_FINDINGS)
    for rule in rulebook():
        cursor.run(statements.find(rule))
    cursor.run(statements.identify(rulebook()))
    _hang_symptoms(cursor)
    cursor.run(statements.ROOTS)


def _hang_symptoms(cursor: Cursor) -> None:
    """Only what was found has causes and symptoms; a few accounts have findings of a few rules."""
    cursor.run(statements.EMPTY_PARENTS)
    found = {rule for (rule,) in cursor.rows("select distinct rule from found")}
    for precedence, cause in enumerate(rulebook()):
        for symptom in cause.explains:
            if {cause.code, symptom.rule} <= found:
                cursor.run(statements.hang_under(cause, symptom, precedence))


def _name_rules(cursor: Cursor) -> None:
    titles = [{"code": one.code, "title": one.title, "precedence": at} for at, one in enumerate(rulebook())]
    cursor.run("delete from recon.rule")
    cursor.run("insert into recon.rule by name select unnest($titles, recursive := true)", titles=titles)


def _keep(cursor: Cursor, as_of: date) -> Summary:
    for sql in (*statements.NOT_CHECKED, *statements.SCHEDULE):
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
