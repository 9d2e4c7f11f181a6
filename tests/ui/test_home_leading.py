"""What Home says to who leads: the figures of Revenue and Collections, by how much they moved, each with its rows."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from queries.currency import rounded
from queries.people import ROLES, Right
from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import pulled_into
from tests.stores import fresh_store
from tests.sync.conftest import DAY
from ui.home.leading import business
from ui.reading import Reader
from ui.sheet import words_of
from ui.text import amount, day, figure


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The made-up company, reconciled."""
    with pulled_into(tmp_path_factory.mktemp("leading"), make_world(7, 60, DAY)) as opened:
        reconcile(opened, DAY)
        yield opened


def test_what_recurs_is_that_of_revenue_beside_the_end_of_the_month_before(store: Store) -> None:
    moved = set()
    for today in (DAY - timedelta(days=30 * months) for months in range(4)):
        said = words_of(business(Reader(store, "a", today)))
        mrr: dict[str, dict[bool, Decimal]] = defaultdict(dict)
        for row in records(store, "revenue/mrr", as_of=today, months=1):
            mrr[row["currency"]][row["day"] == today] = rounded(row["mrr_amount"], row["currency"])
        assert len(mrr) > 1
        for currency, told in mrr.items():
            change = told[True] - told[False]
            moved.add(change > 0)
            assert amount(told[True], currency) in said
            more = f"{amount(abs(change), currency)} {'more' if change > 0 else 'less'}"
            assert (more if change else f"{currency} the same") in said
        assert day(today.replace(day=1) - timedelta(days=1)) in said
    assert moved == {True, False}


def test_days_and_expected_cash_are_those_of_collections(store: Store) -> None:
    said = words_of(business(Reader(store, "b", DAY)))
    for row in records(store, "collections/dso", as_of=DAY, months=1):
        assert row["dso"] is None or f"{figure(round(row['dso'], 1))} days ({row['currency']})" in said
    last = {}
    for row in records(store, "collections/cash_forecast", as_of=DAY):
        if (row["week_starts_on"] - DAY).days <= 21:
            last[row["currency"]] = row["expected_until"]
    assert all(amount(told, currency) in said for currency, told in last.items())


def test_each_figure_leads_to_its_page(store: Store) -> None:
    told = str(business(Reader(store, "c", DAY)))
    assert all(one in told for one in ("revenue?rows=mrr", "collections?view=days", "collections?view=cash"))


def test_where_nothing_was_pulled_there_is_nothing_to_compare(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = fresh_store(tmp_path_factory.mktemp("empty") / "tieout.duckdb")
    try:
        assert "Nothing to compare with" in words_of(business(Reader(empty, "d", DAY)))
    finally:
        empty.close()


def test_a_leader_reads_and_comments() -> None:
    assert ROLES["leader"] == {Right.COMMENT}
