"""A discrepancy's page asks only for the sides that exist, and leaves out none."""

from collections.abc import Iterator
from datetime import date

import pytest

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import pulled_into
from ui.discrepancies.detail import sides_asked

DAY = date(2026, 11, 23)
SIDES = ("discrepancies/sides", "discrepancies/document_sides")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The made-up company, reconciled."""
    with pulled_into(tmp_path_factory.mktemp("sides"), make_world(7, 200, DAY)) as opened:
        reconcile(opened, DAY)
        yield opened


def test_a_page_asks_for_all_that_stands_beside_each_other(store: Store) -> None:
    every = records(store, "discrepancies/page", status="", symptoms=True, as_of=DAY, row_limit=10_000)
    one_of_each = {row["rule"]: row["discrepancy_id"] for row in every}
    for discrepancy in one_of_each.values():
        [found] = records(store, "discrepancies/detail", discrepancy=discrepancy, as_of=DAY)
        told = {name: records(store, name, discrepancy=discrepancy) for name in SIDES}
        assert [name for name in SIDES if told[name]] == [name for name in sides_asked(found) if told[name]]
    assert len(one_of_each) > 30
