"""Which accounts a reconciliation looks at: all, some, or those that changed since the last one."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from queries.store import Cursor

_FOLDER = Path(__file__).parents[1] / "recon" / "scope"
_WHOLE, _RELATED, _TOUCHED = (
    (_FOLDER / f"{name}.sql").read_text(encoding="utf-8") for name in ("whole", "related", "touched")
)

# A pull stamps its records with when it began to merge them, and what it has not committed yet is not seen here.
COVERS_UNTIL = """
select least($now, min(started_at)) from ledger.sync_run where status = 'running'
"""

_LATEST = """
select as_of, made_of, covers_until from ledger.reconciliation order by finished_at desc limit 1
"""

# Products and plans belong to every account that buys them, and so does what a person says of a product.
_SHARED = """
select
    exists (from ordway.products where synced_at >= $since or deleted_at >= $since)
    or exists (from ordway.plans where synced_at >= $since or deleted_at >= $since)
    or exists (from firmao.products where synced_at >= $since or deleted_at >= $since)
    or exists (from ledger.link_decision where kind = 'product' and decided_at >= $since)
"""


def look_at(cursor: Cursor, accounts: Collection[str] | None) -> None:
    """Make `scope`: all accounts, or those given with the ones they are tied to."""
    if accounts is None:
        cursor.run(_WHOLE)
        return
    cursor.run(
        "create or replace temp table asked as select unnest($accounts)::varchar as account_id", accounts=list(accounts)
    )
    cursor.run(_RELATED)


def touched_accounts(cursor: Cursor, as_of: date, made_of: str) -> list[str] | None:
    """The accounts that changed since the last reconciliation, or None for all.

    All it is before the first one, on another day, with other rules or terms, and when products or plans changed.
    """
    latest = cursor.rows(_LATEST)
    if not latest or latest[0][:2] != (as_of, made_of):
        return None
    since = latest[0][2]
    if since is None or cursor.value(_SHARED, since=since):
        return None
    cursor.run(_TOUCHED, since=since)
    return [account for (account,) in cursor.rows("select account_id from asked where account_id is not null")]


def remember_links(cursor: Cursor) -> None:
    """Keep how accounts, contracts and subscriptions are joined now, to see next time which are joined otherwise."""
    cursor.run("delete from recon.account_link; delete from recon.contract_link")
    cursor.run(
        "insert into recon.account_link by name "
        "select account_id, firmao_customer_id, ordway_customer_id, link from model.account"
    )
    cursor.run(
        "insert into recon.contract_link by name select contract_id, subscription_id, link from model.contract_link"
    )
