"""The totals of an exported list of accounts are those of its rows, of the line below the list and of Home."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from queries.reconcile.run import reconcile
from queries.run import records
from queries.store import Store
from sandbox.company import make_world
from tests.queries.conftest import pulled_into
from tests.sync.conftest import DAY
from ui.account.listing import exported
from ui.account.needed import totals


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The made-up company, reconciled."""
    with pulled_into(tmp_path_factory.mktemp("needed"), make_world(7, 60, DAY)) as opened:
        reconcile(opened, DAY)
        yield opened


def amounts(rows: Sequence[Mapping[str, Any]], name: str) -> dict[str, Decimal]:
    """One amount by currency, where there is any."""
    return {row["currency"]: row[name] for row in rows if row[name]}


@pytest.mark.parametrize("need", ["overdue", "failed", "renewal", "paid", "at_stake"])
def test_the_totals_of_an_exported_list_are_those_of_its_rows_and_of_the_line(store: Store, need: str) -> None:
    rows = exported(records(store, "accounts/page", as_of=DAY, need=need, sort="needed", row_limit=1000))
    sums = amounts(totals(rows), "needed_amount")
    assert sums == amounts(records(store, "accounts/needed", as_of=DAY, need=need), "amount")
    told = [row for row in records(store, "home/accounts", as_of=DAY) if row["need"] == need]
    assert sums == amounts(told, "amount")
