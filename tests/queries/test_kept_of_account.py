"""What is kept of an account comes with it, and nothing of another account or of a later day."""

from collections.abc import Iterator
from datetime import datetime

import pyarrow as pa
import pytest

from queries.known.kept import kept_of
from queries.store import Store
from tests.stores import fresh_store

UNTIL = datetime.fromisoformat("2026-11-23")
# Each row is known by whom it names: the account it is of, everybody, or somebody later.
DECIDED = """
create temp table account as
from (values ('F1', timestamp '2026-11-01'), ('F2', timestamp '2026-11-02'), ('later', $until)) as one (who, noon);

insert into ledger.dispute
select 'dispute of ' || who, if(who = 'later', 'F1', who), null, 'price', true, noon::date, who, noon from account;

insert into ledger.dispute_change
select 'dispute of ' || if(who = 'later', 'F1', who), 'settled', 'paid', noon::date, who, noon from account;

insert into ledger.promise
select
    'promise of ' || who, if(who = 'later', 'F1', who), 10, 'PLN', noon::date, noon::date, '', who, noon
from account;

insert into ledger.promise_withdrawal select 'promise of ' || who, 'mistaken', who, noon from account;

insert into ledger.exception
select 'exception of ' || who, 'B1', if(who = 'later', 'F1', who), null, null, null, null, null, '', who, noon, null
from account
union all
select 'exception of all', 'B1', null, null, null, null, null, null, '', 'all', min(noon), null from account;

insert into ledger.exception_end select 'exception of ' || who, who, 'mistaken', noon from account;

insert into ledger.link_decision
select 'account', who, who, 'confirmed', who, '', noon, null, '' from account;

insert into ledger.correction
select
    'correction of ' || who, 'kind', 'ordway', '', if(who = 'later', 'F1', who), 'PLN', 1, '', '', who, noon,
    null, null, 'proposed', '', noon
from account;

insert into ledger.correction_step by name
select
    'correction of ' || if(who = 'later', 'F1', who) as correction_id, 1 as position, 'waiting' as state,
    who as record_id, noon as changed_at
from account
"""
OF_ONE = ("dispute", "dispute_change", "promise")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store in which something was decided about two accounts, and once more at the instant that counts no more."""
    opened = fresh_store(tmp_path_factory.mktemp("kept") / "tieout.duckdb")
    with opened.transaction() as cursor:
        for statement in DECIDED.split(";"):
            cursor.run(statement, **({"until": UNTIL} if "$until" in statement else {}))
    yield opened
    opened.close()


def _named(kept: dict[str, pa.Table], name: str, by: str = "who") -> set[str]:
    rows = kept.get(f"ledger.{name}")
    return set(rows.column(by).to_pylist()) if rows else set()


@pytest.mark.parametrize("account_id", ["F1", "F2", "F3"])
def test_what_is_of_one_account_comes_with_that_account(store: Store, account_id: str) -> None:
    with store.cursor() as cursor:
        kept = kept_of(cursor, account_id, UNTIL)
    own = {account_id} & {"F1", "F2"}
    assert [_named(kept, name) for name in OF_ONE] == [own] * len(OF_ONE)
    assert _named(kept, "exception") == own | {"all"}
    assert _named(kept, "correction", "proposed_by") == _named(kept, "correction_step", "record_id") == own


@pytest.mark.parametrize("account_id", ["F1", "F3", None])
def test_what_is_of_everybody_comes_with_every_account(store: Store, account_id: str | None) -> None:
    with store.cursor() as cursor:
        kept = kept_of(cursor, account_id, UNTIL)
    for name in ("promise_withdrawal", "exception_end", "link_decision"):
        assert _named(kept, name) == {"F1", "F2"}


def test_all_accounts_come_with_what_is_of_each(store: Store) -> None:
    with store.cursor() as cursor:
        kept = kept_of(cursor, None, UNTIL)
    assert [_named(kept, name) for name in OF_ONE] == [{"F1", "F2"}] * len(OF_ONE)
    assert _named(kept, "correction", "proposed_by") == {"F1", "F2"}
