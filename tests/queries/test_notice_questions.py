"""What the questions of notices find: corrections that did not go through, months closed and opened again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from queries.catalogue import query
from queries.ledger.closing import reopen_month
from queries.ledger.collecting import Promised, promise
from queries.notice_kinds import LANGUAGES, notice_kinds
from queries.run import records
from queries.store import Store
from tests.closing.closing_company import APPROVER, OCTOBER, closed, company_read
from tests.deciders import finance
from tests.reconcile.deciding_company import Company

COLUMNS = "notice_key owner account_id account_name amount currency facts page since".split()
MADE = """
insert into ledger.correction by name
select $id as correction_id, 'credit' as kind, 'ordway' as side, 'Credit' as title, 'OC1' as account_id,
    'PLN' as currency, 60.00 as impact, '{}' as plan, 'so it is' as why, 'fela' as proposed_by,
    now()::timestamp as proposed_at, $state as state, now()::timestamp as changed_at
"""
ABOUT = "insert into ledger.correction_discrepancy values ($id, $discrepancy)"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Three accounts whose two sides part, read and compared."""
    with company_read(tmp_path_factory.mktemp("asked")) as made:
        yield made


def now() -> datetime:
    """The present instant, UTC."""
    return datetime.now(UTC).replace(tzinfo=None)


def asked(store: Store, kind: str, **given: Any) -> list[dict[str, Any]]:
    """What a question finds."""
    return records(store, f"notices/{kind}", **given)


@pytest.mark.parametrize("kind", list(notice_kinds()))
def test_every_kind_has_the_same_columns_and_a_title_in_each_language(kind: str) -> None:
    assert list(query(f"notices/{kind}").columns) == COLUMNS
    assert query(f"notices/{kind}").grain == ("notice_key",)
    assert notice_kinds()[kind].titles.keys() == set(LANGUAGES)


def test_a_correction_that_did_not_go_through_is_found_until_it_is_settled(company: Company) -> None:
    store = company.store
    [short] = [row["id"] for row in records(store, "discrepancies/queue", rule="P2")]
    states = ("proposed", "approved", "verified", "rejected", "failed", "conflicted", "unknown")
    with store.transaction() as cursor:
        for number, state in enumerate(states):
            cursor.run(MADE, id=f"TO-{number}", state=state)
            cursor.run(ABOUT, id=f"TO-{number}", discrepancy=short)
    found = asked(store, "failed_correction")
    assert [row["notice_key"] for row in found] == ["TO-4/failed", "TO-5/conflicted", "TO-6/unknown"]
    assert {(row["owner"], row["account_name"], row["amount"], row["currency"]) for row in found} == {
        ("fela", "C1", 60, "PLN")
    }
    with store.transaction() as cursor:
        cursor.run("update recon.discrepancy set resolved_at = now()::timestamp where discrepancy_id = $id", id=short)
    assert asked(store, "failed_correction") == []
    with store.transaction() as cursor:
        cursor.run("update recon.discrepancy set resolved_at = null where discrepancy_id = $id", id=short)
        cursor.run("delete from ledger.correction")


def test_a_month_is_found_for_a_week_after_it_was_closed_or_opened_again(company: Company) -> None:
    made = closed(company.store)
    [row] = asked(company.store, "month_closed", now=now())
    assert (row["notice_key"], row["facts"], row["page"]) == (made, "2026-10 (Lena)", "month-end?month=2026-10")
    assert asked(company.store, "month_reopened", now=now()) == []
    reopen_month(company.store, OCTOBER, who=APPROVER, why="a late invoice")
    assert [row["facts"] for row in asked(company.store, "month_reopened", now=now())] == ["2026-10 (Adam)"]
    later = now() + timedelta(days=8)
    assert asked(company.store, "month_closed", now=later) + asked(company.store, "month_reopened", now=later) == []


def test_a_promise_is_found_once_its_day_has_passed_and_until_a_month_later(company: Company) -> None:
    who, made_on = finance("fin@example.com"), date(2026, 11, 2)
    made = promise(company.store, "OC1", Promised(Decimal(70), "PLN", made_on), who=who, on=made_on)
    days = {0: 0, 1: 1, 30: 1, 31: 0}
    found = {after: asked(company.store, "broken_promise", as_of=made_on + timedelta(days=after)) for after in days}
    assert {after: len(rows) for after, rows in found.items()} == days
    assert {(row["notice_key"], row["amount"], row["facts"]) for row in found[1]} == {(made, Decimal(70), "2026-11-02")}
