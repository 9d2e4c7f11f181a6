"""What is kept of the way from contract to cash is what the records say on any day, added up the slow way."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from queries.extracts import EXTRACTS
from queries.extracts.cash import LEAKS
from queries.reconcile.run import reconcile
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import PulledOnce
from tests.queries.small_records import put, small_store

DAY = date(2026, 11, 23)
FIRST = date(2026, 2, 1)
ANY_DAY = st.dates(date(2024, 1, 1), date(2027, 6, 30))
SLOWLY = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
BILLED = """
select ordway_customer_id, currency, sum(net_amount) as amount
from model.ordway_invoice
where status <> 'draft' and invoiced_on <= $day and if(status = 'reversed', coalesce(reversed_on > $day, false), true)
group by ordway_customer_id, currency
having sum(net_amount) <> 0
order by all
"""
KEPT_BILLED = """
from model.billed_to_date($day)
where amount <> 0
order by all
"""
DUE = """
select
    account_id,
    currency,
    sum(planned.net_amount) as contracted,
    coalesce(sum(planned.net_amount) filter (planned.due_on <= $day), 0) as scheduled
from (select account_id, currency, unnest(due) as planned from recon.schedule where agreed_on <= $day)
group by account_id, currency
having contracted <> 0 or scheduled <> 0
order by all
"""
KEPT_DUE = """
from model.due_to_date($day)
where contracted <> 0 or scheduled <> 0
order by all
"""
DUE_KEPT = "select * replace (list_sort(due) as due) from recon.due_quarter order by account_id, currency, starts_on"
DUE_TOGETHER = """
select currency, sum(planned.net_amount) as amount
from (select currency, agreed_on, unnest(due) as planned from recon.schedule)
where greatest(planned.due_on, agreed_on) <= $day
group by currency
order by all
"""
KEPT_DUE_TOGETHER = """
select currency, scheduled_amount
from model.scheduled_to_date([$day], '', $day, '')
order by all
"""
days = st.integers(0, 250).map(lambda number: FIRST + timedelta(number))
invoice = st.fixed_dictionaries(
    {
        "customer_id": st.sampled_from(["C-1", "C-2", None]),
        "currency": st.sampled_from(["PLN", "EUR"]),
        "status": st.sampled_from(["Posted", "Paid", "Draft", "Reversed", "Reversed", None]),
        "invoice_date": st.one_of(st.none(), days),
        "reversed_on": st.one_of(st.none(), days),
        "subtotal": st.sampled_from([None, 0, 10, -10, "3.33"]),
    }
)


@pytest.fixture(scope="module")
def company(pulled_once: PulledOnce) -> Iterator[Store]:
    """A company with everything that can be wrong, reconciled."""
    with pulled_once(make_world(7, 60, DAY)) as store:
        reconcile(store, DAY)
        for name in ("due", "billed", "leaks"):
            EXTRACTS[name].bring_up_to_date(store)
        yield store


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with nothing in it yet."""
    with small_store(tmp_path_factory.mktemp("cash") / "tieout.duckdb") as made:
        yield made


def rows(store: Store, sql: str, day: date) -> list[tuple[Any, ...]]:
    with store.cursor() as cursor:
        return cursor.rows(sql, day=day)


@SLOWLY
@given(day=ANY_DAY)
def test_on_any_day_it_is_what_all_contracts_make_due_and_all_invoices_bill(company: Store, day: date) -> None:
    assert rows(company, KEPT_DUE, day) == rows(company, DUE, day)
    assert rows(company, KEPT_DUE_TOGETHER, day) == rows(company, DUE_TOGETHER, day)
    assert rows(company, KEPT_BILLED, day) == rows(company, BILLED, day)


def test_what_was_billed_otherwise_than_it_was_due_is_what_the_discrepancies_say(company: Store) -> None:
    with company.cursor() as cursor:
        kept = cursor.rows("from recon.leak order by all")
        assert kept == cursor.rows(f"from ({LEAKS.told}) order by all")
    assert kept


def test_accounts_that_are_reconciled_alone_keep_what_is_due_of_them_and_of_the_others(company: Store) -> None:
    with company.cursor() as cursor:
        before = cursor.rows(DUE_KEPT)
        [(account,)] = cursor.rows("select min(account_id) from recon.due_quarter")
    reconcile(company, DAY, accounts=[account])
    with company.cursor() as cursor:
        assert cursor.rows(DUE_KEPT) == before
    assert rows(company, KEPT_DUE, DAY) == rows(company, DUE, DAY)


@SLOWLY
@given(st.lists(invoice, max_size=8), st.lists(days, min_size=1, max_size=6))
def test_what_is_reversed_or_a_draft_is_billed_until_then_or_never(
    small: Store, invoices: list[dict[str, Any]], asked: list[date]
) -> None:
    with small.transaction() as cursor:
        cursor.run("delete from ordway.invoices")
        cursor.run("delete from recon.extract")
    for number, one in enumerate(invoices):
        put(small, "ordway.invoices", id=f"INV-{number}", **one)
    EXTRACTS["billed"].bring_up_to_date(small)
    on_edges = [one["invoice_date"] for one in invoices] + [one["reversed_on"] for one in invoices]
    for day in {*asked, *filter(None, on_edges)}:
        assert rows(small, KEPT_BILLED, day) == rows(small, BILLED, day)
