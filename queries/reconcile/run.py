"""Carrying out a reconciliation: working tables, rules, causes, and what became of each discrepancy."""

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from queries.reconcile import statements
from queries.reconcile.rulebook import rulebook
from queries.store import Cursor, Store

_STEPS = tuple(sorted((Path(__file__).parents[1] / "recon").glob("[0-9]*.sql")))


@dataclass(frozen=True)
class Terms:
    """What the rules allow, in days."""

    grace_days: int = 3
    late_days: int = 5
    draft_days: int = 5


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

    All of it happens in one transaction: whatever goes wrong, the discrepancies stay as they were.
    """
    started_at = datetime.now(UTC).replace(tzinfo=None)
    with store.transaction() as cursor:
        prepare(cursor, as_of, terms or Terms(), accounts)
        _find(cursor)
        return _keep(cursor, as_of, started_at, is_whole=accounts is None)


def prepare(cursor: Cursor, as_of: date, terms: Terms, accounts: Collection[str] | None) -> None:
    """Make the working tables that the rules read: what was sold, what is due, what was billed."""
    limits = ", ".join(f"${name} as {name}" for name in asdict(terms))
    cursor.run(
        f"create or replace temp table setting as select $as_of as as_of, {limits}", as_of=as_of, **asdict(terms)
    )
    wanted = "" if accounts is None else "where account_id in (select unnest($accounts))"
    given = {} if accounts is None else {"accounts": list(accounts)}
    cursor.run(f"create or replace temp table scope as select account_id from model.account {wanted}", **given)
    for step in _STEPS:
        cursor.run(step.read_text(encoding="utf-8"))


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


def _keep(cursor: Cursor, as_of: date, started_at: datetime, *, is_whole: bool) -> Summary:
    now = datetime.now(UTC).replace(tzinfo=None)
    cursor.run(statements.FATES)
    for sql in statements.KEEP:
        cursor.run(sql, now=now)
    fates = dict(cursor.rows("select kind, count(*) from fate group by kind"))
    summary = Summary(
        run_id=uuid.uuid4().hex,
        as_of=as_of,
        accounts=cursor.value("select count(*) from scope"),
        found=cursor.value("select count(*) from rooted"),
        opened=fates.get("found", 0),
        reopened=fates.get("reopened", 0),
        resolved=fates.get("resolved", 0),
    )
    kept = asdict(summary) | {"started_at": started_at, "finished_at": now, "is_whole": is_whole}
    columns = ", ".join(f"${name} as {name}" for name in kept)
    cursor.run(f"insert into ledger.reconciliation by name select {columns}", **kept)
    return summary
