"""Which accounts a reconciliation looks at: all, some, or those that changed since the last one."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from queries.store import Cursor

_FOLDER = Path(__file__).parents[1] / "recon" / "scope"
SCOPE_STEPS = tuple(sorted(_FOLDER.glob("*.sql")))
_SQL = {step.stem: step.read_text(encoding="utf-8") for step in SCOPE_STEPS}

# A pull stamps its records with when it began to merge them, and what it has not committed yet is not seen here.
COVERED = """
update ledger.reconciliation
set covers_until = least($now, (select min(started_at) from ledger.sync_run where status = 'running'))
where run_id = $run_id
"""

# The last one that looked at all that had changed; one of accounts that somebody chose covers nothing.
_LATEST = """
select as_of, made_of, covers_until
from ledger.reconciliation
where covers_until is not null
order by finished_at desc
limit 1
"""

# Products and plans belong to every account that buys them, and so does what a person says of a product.
_SHARED = """
select
    exists (from ordway.products where synced_at >= $since or deleted_at >= $since)
    or exists (from ordway.plans where synced_at >= $since or deleted_at >= $since)
    or exists (from firmao.products where synced_at >= $since or deleted_at >= $since)
    or exists (from ledger.link_decision where kind = 'product' and decided_at >= $since)
"""


def join_records(cursor: Cursor) -> None:
    """Make `account`, `annex`, `contract_link` and `account_claim`: how the records of the two systems are joined now."""
    cursor.run(_SQL["joined"])


def look_at(cursor: Cursor, accounts: Collection[str] | None) -> None:
    """Make `scope`: all accounts, or those given with the ones they are tied to. The records are joined already."""
    _keep_ties(cursor, is_whole=accounts is None)
    if accounts is None:
        cursor.run(_SQL["whole"])
        return
    cursor.run(
        "create or replace temp table asked as select unnest($accounts)::varchar as account_id", accounts=list(accounts)
    )
    cursor.run(_SQL["related"])


def touched_accounts(cursor: Cursor, as_of: date, made_of: str) -> list[str] | None:
    """The accounts that changed since the last reconciliation, or None for all. The records are joined already.

    All it is before the first one, on another day, with other rules or terms, and when products or plans changed.
    """
    latest = cursor.rows(_LATEST)
    if not latest or latest[0][:2] != (as_of, made_of):
        return None
    since = latest[0][2]
    if cursor.value(_SHARED, since=since):
        return None
    cursor.run(_SQL["touched"], since=since)
    return [account for (account,) in cursor.rows("select account_id from asked where account_id is not null")]


def remember_links(cursor: Cursor) -> None:
    """Keep how accounts, contracts and subscriptions are joined now, to see next time which are joined otherwise."""
    cursor.run(_SQL["remembered"])


def _keep_ties(cursor: Cursor, *, is_whole: bool) -> None:
    latest = cursor.rows(_LATEST)
    cursor.run(_SQL["tie"])
    if is_whole or not latest:
        cursor.run(_SQL["every_tie"])
    else:
        cursor.run(_SQL["new_ties"], since=latest[0][2])
