"""Which accounts a reconciliation looks at: all, some, or those that changed since the last one."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from queries.store import Cursor

_FOLDER = Path(__file__).parents[1] / "recon" / "scope"
SCOPE_STEPS = tuple(sorted(_FOLDER.glob("*.sql")))
_SQL = {step.stem: step.read_text(encoding="utf-8") for step in SCOPE_STEPS}

# How the two systems are joined, and the scope where everybody is looked at.
EVERYBODY = tuple(_SQL[step] for step in ("accounts_anew", "joined", "whole", "near_all"))

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

# Accounts are told by customers and by what people say of them. A list that was read whole may have been read
# otherwise: another field may hold the other system's id now, and its records keep their stamps.
_ACCOUNTS_CHANGED = """
select
    exists (from firmao.customers where synced_at >= $since or deleted_at >= $since)
    or exists (from ordway.customers where synced_at >= $since or deleted_at >= $since)
    or exists (from ledger.link_decision where kind = 'account' and decided_at >= $since)
    or exists (from firmao.watermark where resource = 'customers' and read_whole_at >= $since)
    or exists (from ordway.watermark where resource = 'customers' and read_whole_at >= $since)
"""

_ASKED = "create or replace temp table asked as select unnest($accounts)::varchar as account_id"

# Whose records come near: first what changed and what was asked for, then who else is looked at.
_CHANGED = """
create or replace temp table nearing_customer as
select ordway_customer_id from changed_customer
union
select ordway_customer_id from account semi join asked using (account_id)
"""
_OTHERS = """
create or replace temp table nearing_customer as
select ordway_customer_id
from scope
anti join near_customer using (ordway_customer_id)
where ordway_customer_id is not null
"""


def join_records(cursor: Cursor, made_of: str | None = None) -> None:
    """Make `account`, `annex`, `contract_claim`, `contract_link`, `account_claim`: how the two systems are joined now.

    `rejoined`, `relinked_contract` and `changed_customer` are what of it is otherwise than the last time.

    With `made_of`, what is compared and how, accounts are not joined anew where the last reconciliation, made of the
    same, left them as they still are.
    """
    latest = cursor.rows(_LATEST)
    is_as_before = bool(latest) and latest[0][1] == made_of and not cursor.value(_ACCOUNTS_CHANGED, since=latest[0][2])
    cursor.run(_SQL["accounts_as_before" if is_as_before else "accounts_anew"])
    cursor.run(_SQL["joined"])
    if latest:
        cursor.run(_SQL["changed"], since=latest[0][2])


def look_at(cursor: Cursor, accounts: Collection[str] | None) -> None:
    """Make `scope`: all accounts, or those given with the ones they are tied to; and `near_…`, the records of these.

    The records of the two systems are joined already.
    """
    cursor.run(_SQL["tie"])
    if accounts is None:
        _look_at_all(cursor)
    else:
        _look_at_some(cursor, accounts)


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


def _look_at_all(cursor: Cursor) -> None:
    cursor.run(_SQL["every_tie"])
    cursor.run(_SQL["whole"])
    cursor.run(_SQL["near_all"])


def _look_at_some(cursor: Cursor, accounts: Collection[str]) -> None:
    cursor.run(_ASKED, accounts=list(accounts))
    cursor.run(_SQL["near_none"])
    _keep_ties(cursor)
    cursor.run(_SQL["related"])
    cursor.run(_OTHERS)
    if cursor.value("select count(*) from nearing_customer"):
        cursor.run(_SQL["near"])


def _keep_ties(cursor: Cursor) -> None:
    """Bring `recon.customer_tie` up to date; what changed and what was asked for is near then."""
    latest = cursor.rows(_LATEST)
    if not latest:
        cursor.run(_SQL["every_tie"])
        return
    since = latest[0][2]
    cursor.run(_CHANGED)
    cursor.run(_SQL["near"])
    cursor.run(_SQL["newly_paid"], since=since)
    cursor.run(_SQL["new_ties"], since=since)
